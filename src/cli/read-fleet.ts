import type { Fault } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';
import { pipelines } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { asFault } from './pick-pipeline.ts';
import { pipelineOf, placeOf, type Session } from './session.ts';

export interface FleetRow {
  readonly id: PipelineId;
  /** Without a state when the pipeline did not answer. */
  readonly view: PipelineView;
}

export interface Fleet {
  readonly rows: readonly FleetRow[];
  readonly problems: readonly Fault[];
}

/**
 * Every pipeline of every chosen place whose name matches, in the order of the places and names. What does not answer is a
 * problem beside the rest; when nothing at all answers, the first fault is thrown.
 */
export async function readFleet(session: Session, globs: readonly string[]): Promise<Fleet> {
  const parts = await Promise.all(session.sites.map(({ place }) => readPlace(session, place, globs)));
  const fleet = {
    rows: parts.flatMap(({ rows }) => rows),
    problems: [...session.problems, ...parts.flatMap(({ problems }) => problems)],
  };
  const nothingAnswered = parts.every(({ rows, problems }) => rows.length === 0 && problems.length > 0);
  if (nothingAnswered && fleet.problems[0]) throw fleet.problems[0];
  return fleet;
}

async function readPlace(session: Session, place: Session['sites'][number]['place'], globs: readonly string[]) {
  try {
    const summaries = (await session.live.read(pipelines(place))).filter(({ id }) => matchesGlobs(id.name, globs));
    const rows = await Promise.all(summaries.map((summary) => readRow(session, summary)));
    return { rows: rows.map(({ row }) => row), problems: rows.flatMap(({ problems }) => problems) };
  } catch (error) {
    return { rows: [], problems: [asFault(error).at(placeOf(place))] };
  }
}

async function readRow(session: Session, summary: NonNullable<PipelineView['summary']>) {
  const { id } = summary;
  try {
    return { row: { id, view: { ...(await readPipelineView(session.live, id)), summary } }, problems: [] };
  } catch (error) {
    return { row: { id, view: { summary } }, problems: [asFault(error).at(pipelineOf(id))] };
  }
}
