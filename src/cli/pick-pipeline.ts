import { Fault, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import { pipelines } from '../live/needs.ts';
import type { Invocation, Outcome, Problem } from './command.ts';
import { didYouMean } from './nearest.ts';
import { checkPipelineName } from './pipeline-name.ts';
import { placeText, type Session } from './session.ts';

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
  if (everywhere && problems[0]) throw problems[0].fault;
  try {
    const outcome = await run({ session, id });
    return { ...outcome, problems: [...(outcome.problems ?? []), ...problems] };
  } catch (error) {
    throw isUnknownPipeline(error) ? await withNearNames(error, session, name) : error;
  }
}

async function pick(session: Session, name: string): Promise<{ id: PipelineId; problems: readonly Problem[] }> {
  const [only, ...others] = session.sites;
  // With one place there is nothing to choose: who may read one pipeline only need not list them all.
  if (only && others.length === 0) return { id: { ...only.place, name }, problems: session.problems };
  const { found, names, problems } = await everyPipeline(session);
  const ids = found.filter((id) => id.name === name);
  if (ids.length > 1) {
    throw usage(`${name} exists in ${ids.map(placeText).join(' and ')}: name one with --profile or --region`);
  }
  if (ids[0]) return { id: ids[0], problems };
  throw problems[0]?.fault ?? unknownPipeline(name, names);
}

/** All pipelines of all places, and the places that did not answer. */
async function everyPipeline(session: Session) {
  const answers = await Promise.allSettled(session.sites.map(({ place }) => session.live.read(pipelines(place))));
  const problems: Problem[] = [...session.problems];
  const found: PipelineId[] = [];
  answers.forEach((answer, index) => {
    if (answer.status === 'fulfilled') found.push(...answer.value.map(({ id }) => id));
    else problems.push({ fault: asFault(answer.reason), place: session.sites[index]?.place });
  });
  return { found, names: [...new Set(found.map(({ name }) => name))], problems };
}

/** A Fault as it is; anything else is not ours to explain. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

function isUnknownPipeline(error: unknown): error is Fault {
  return error instanceof Fault && error.code === 'PipelineNotFoundException';
}

/** The service's own error, with the names that are near where they may be listed. */
async function withNearNames(fault: Fault, session: Session, name: string): Promise<Fault> {
  const { names } = await everyPipeline(session);
  return unknownPipeline(name, names, fault.requestId);
}

function unknownPipeline(name: string, names: readonly string[], requestId?: string): Fault {
  const message = `there is no pipeline ${name}${didYouMean(name, names)}`;
  return new Fault({ kind: 'not-found', code: 'PipelineNotFoundException', message, requestId });
}
