import { Fault, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import { didYouMean } from '../domain/nearest.ts';
import { pipelines } from '../live/needs.ts';
import type { Invocation, Outcome } from './command.ts';
import { checkPipelineName } from './names.ts';
import { pipelineOf, placeOf, placeText, type Session } from './session.ts';

/** A pipeline that was named, and where it was found. */
export interface Target {
  readonly session: Session;
  readonly id: PipelineId;
}

/**
 * Runs something on the pipeline of a name. A name that exists in several places is a usage error that lists them; one that
 * exists nowhere is not found, with names that are near; one that no pipeline can have is refused before anything is sent. With `everywhere` a place that does not answer is a reason to
 * refuse, since the name might be meant there.
 */
export async function withPipeline(
  invocation: Invocation,
  name: string,
  run: (target: Target) => Promise<Outcome>,
  { everywhere }: { everywhere: boolean },
): Promise<Outcome> {
  checkPipelineName(name);
  const session = await invocation.connect();
  const { id, problems } = await pick(session, name);
  if (everywhere && problems[0]) throw problems[0].at({ pipeline: name });
  try {
    const outcome = await run({ session, id });
    return { ...outcome, problems: [...(outcome.problems ?? []), ...problems] };
  } catch (error) {
    const fault = asFault(error).at(pipelineOf(id));
    if (!isUnknownPipeline(fault)) throw fault;
    // It may well be where nobody answered.
    throw problems[0]?.at({ pipeline: name }) ?? (await withNearNames(fault, session, name));
  }
}

async function pick(session: Session, name: string): Promise<{ id: PipelineId; problems: readonly Fault[] }> {
  const [only, ...others] = session.sites;
  // With one place there is nothing to choose: who may read one pipeline only need not list them all.
  if (only && others.length === 0) return { id: { ...only.place, name }, problems: session.problems };
  const { found, names, problems } = await everyPipeline(session);
  const id = onlyNamed(found, name);
  if (id) return { id, problems };
  throw problems[0]?.at({ pipeline: name }) ?? unknownPipeline(name, names, session);
}

/** Throws Fault `usage` where a name exists in several places. */
function onlyNamed(found: readonly PipelineId[], name: string): PipelineId | undefined {
  const ids = found.filter((id) => id.name === name);
  if (ids.length <= 1) return ids[0];
  const places = ids.map(placeText).join(' and ');
  throw usage(`${name} exists in ${places}: name one with --profile or --region`).at({ pipeline: name });
}

/** Runs something on the pipeline of a name, or on the place where there may be one by that name. A place has to be named where several would do. */
export async function withPlaceOf(
  invocation: Invocation,
  name: string,
  run: (target: Target) => Promise<Outcome>,
): Promise<Outcome> {
  const session = await invocation.connect();
  const id = await placeFor(session, name);
  try {
    return await run({ session, id });
  } catch (error) {
    throw asFault(error).at(pipelineOf(id));
  }
}

async function placeFor(session: Session, name: string): Promise<PipelineId> {
  if (session.problems[0]) throw session.problems[0].at({ pipeline: name });
  const [only, ...others] = session.sites;
  if (only && others.length === 0) return { ...only.place, name };
  const { found, problems } = await everyPipeline(session);
  if (problems[0]) throw problems[0].at({ pipeline: name });
  const id = onlyNamed(found, name);
  if (id) return id;
  const places = session.sites.map(({ place }) => placeText(place)).join(' or ');
  throw usage(
    `there is no pipeline ${name} yet, and it could be made in ${places}: name one with --profile or --region`,
  );
}

/** All pipelines of all places, and the places that did not answer. */
async function everyPipeline(session: Session) {
  const answers = await Promise.allSettled(session.sites.map(({ place }) => session.live.read(pipelines(place))));
  const problems: Fault[] = [...session.problems];
  const found: PipelineId[] = [];
  for (const [index, { place }] of session.sites.entries()) {
    const answer = answers[index];
    if (answer?.status === 'fulfilled') found.push(...answer.value.map(({ id }) => id));
    if (answer?.status === 'rejected') problems.push(asFault(answer.reason).at(placeOf(place)));
  }
  return { found, names: [...new Set(found.map(({ name }) => name))], problems };
}

/** A Fault as it is; anything else is not ours to explain. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

function isUnknownPipeline(fault: Fault): boolean {
  return fault.code === 'PipelineNotFoundException';
}

/** The service's own error, with the names that are near where they may be listed. */
async function withNearNames({ requestId }: Fault, session: Session, name: string): Promise<Fault> {
  const { names } = await everyPipeline(session);
  return unknownPipeline(name, names, session, requestId);
}

/** Where nothing is near, the reason may be the region: it is named. */
function unknownPipeline(name: string, names: readonly string[], { sites }: Session, requestId?: string): Fault {
  const places = sites.map(({ place }) => place);
  const regions = [...new Set(places.map(({ region }) => region))];
  const message = `there is no pipeline ${name} in ${regions.join(' or ')}${didYouMean(name, names)}`;
  const where = { pipeline: name, account: only(places.map(({ account }) => account)), region: only(regions) };
  return new Fault({ kind: 'not-found', code: 'PipelineNotFoundException', message, requestId, where });
}

/** The one that all are; undefined where they differ. */
function only(names: readonly string[]): string | undefined {
  const [first, ...others] = new Set(names);
  return others.length === 0 ? first : undefined;
}
