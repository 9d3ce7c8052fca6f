import type { Fault } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import type { PipelineSummary } from '../domain/pipeline.ts';
import { pipelines } from '../live/needs.ts';
import type { Invocation } from './command.ts';
import { asFault } from './pick-pipeline.ts';
import { pipelineOf, placeOf, type Session } from './session.ts';

/** What was read of several pipelines, and what did not answer. */
export interface Found<T> {
  readonly found: readonly T[];
  readonly problems: readonly Fault[];
}

/**
 * Reads something of every pipeline of every chosen place whose name matches, in the order of the places and names, and tells
 * how far it is. What does not answer is a problem beside the rest, with what `missing` gives in its place; when no place
 * answers, the first fault is thrown.
 */
export async function eachPipeline<T>(
  session: Session,
  globs: readonly string[],
  progress: Invocation['progress'],
  read: (summary: PipelineSummary) => Promise<T>,
  missing: (summary: PipelineSummary) => readonly T[] = () => [],
): Promise<Found<T>> {
  let [all, done] = [0, 0];
  const tell = () => progress(() => `${done} of ${all} pipelines`);

  async function readOne(summary: PipelineSummary): Promise<Found<T>> {
    try {
      return { found: [await read(summary)], problems: [] };
    } catch (error) {
      return { found: missing(summary), problems: [asFault(error).at(pipelineOf(summary.id))] };
    } finally {
      done += 1;
      tell();
    }
  }

  const places = await Promise.all(
    session.sites.map(async ({ place }): Promise<Found<T> & { answered: boolean }> => {
      try {
        const listed = await session.live.read(pipelines(place));
        const wanted = listed.filter(({ id }) => matchesGlobs(id.name, globs));
        all += wanted.length;
        tell();
        return { ...together(await Promise.all(wanted.map(readOne))), answered: true };
      } catch (error) {
        return { found: [], problems: [asFault(error).at(placeOf(place))], answered: false };
      }
    }),
  );
  progress(() => '');
  const { found, problems } = together([{ found: [], problems: session.problems }, ...places]);
  if (problems[0] && places.every(({ answered }) => !answered)) throw problems[0];
  return { found, problems };
}

function together<T>(parts: readonly Found<T>[]): Found<T> {
  return {
    found: parts.flatMap(({ found }) => found),
    problems: parts.flatMap(({ problems }) => problems),
  };
}
