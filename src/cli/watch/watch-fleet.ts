import { Fault, notFound, usage } from '../../domain/fault.ts';
import { matchesGlobs } from '../../domain/glob.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { pipelines } from '../../live/needs.ts';
import type { Invocation, Outcome } from '../command.ts';
import { ABOUT_NOTHING, type ResultDocument } from '../documents/result-document.ts';
import { asFault } from '../pick-pipeline.ts';
import { pipelineOf, placeOf, type Session } from '../session.ts';
import type { WatchGoal } from './verdict.ts';
import { endDocument, type WatchEnd, watchToEnd } from './watch-outcome.ts';

/**
 * Watches a revision in every pipeline whose name matches, until it has come to its end in each. The first that ended otherwise
 * gives the exit code. Throws Fault.
 */
export async function watchFleet(
  invocation: Invocation,
  pattern: string,
  revision: string | undefined,
  goal: WatchGoal,
): Promise<Outcome> {
  if (revision === undefined)
    throw usage(`${pattern} names several pipelines: say which --revision is watched in them`);
  const session = await invocation.connect();
  const { ids, problems } = await matching(session, pattern);
  if (ids.length === 0) throw problems[0] ?? notFound('PipelineNotFoundException', `no pipeline matches ${pattern}`);
  const watched = await Promise.all(
    ids.map((id) => endOrFault(invocation, { session, id, wanted: { revision }, goal, operation: 'watch' })),
  );
  const ends = watched.flatMap((one) => (one instanceof Fault ? [] : [one]));
  const faults = [...problems, ...watched.flatMap((one) => (one instanceof Fault ? [one] : []))];
  if (ends.length === 0 && faults[0]) throw faults[0];
  return { ...fleetOutcome(ends, revision), problems: faults };
}

async function matching(session: Session, pattern: string) {
  const problems: Fault[] = [...session.problems];
  const ids: PipelineId[] = [];
  for (const { place } of session.sites) {
    try {
      const found = await session.live.read(pipelines(place));
      ids.push(...found.map(({ id }) => id).filter(({ name }) => matchesGlobs(name, [pattern])));
    } catch (error) {
      problems.push(asFault(error).at(placeOf(place)));
    }
  }
  return { ids, problems };
}

async function endOrFault(
  invocation: Invocation,
  request: Parameters<typeof watchToEnd>[1],
): Promise<WatchEnd | Fault> {
  try {
    return await watchToEnd(invocation, request, request.id.name);
  } catch (error) {
    return asFault(error).at(pipelineOf(request.id));
  }
}

function fleetOutcome(ends: readonly WatchEnd[], revision: string): Outcome {
  const other = ends.find(({ exitCode }) => exitCode !== 0);
  const done = ends.filter(({ exitCode }) => exitCode === 0).length;
  const message = `${revision} has come through in ${done} of ${ends.length} pipelines`;
  const value: ResultDocument = {
    ...ABOUT_NOTHING,
    operation: 'watch',
    status: other ? other.status : 'Succeeded',
    rolledBack: null,
    exitCode: other?.exitCode ?? 0,
    message,
    pipelines: ends.map((end) => {
      const { operation: _, ...result } = endDocument(end, { operation: 'watch' });
      return { ...result, account: end.id.account, region: end.id.region };
    }),
  };
  const lines = [...ends.map((end) => end.message), message];
  return { noun: 'result', value, exitCode: other?.exitCode, text: () => lines };
}
