import { Fault } from '../../domain/fault.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { actionExecutions, pipelineState } from '../../live/needs.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import { stageNamed } from '../../operations/stage.ts';
import type { Invocation, Outcome } from '../command.ts';
import type { ResultDocument } from '../documents/result-document.ts';
import { orNull } from '../documents/values.ts';
import { Interrupted } from '../interrupted.ts';
import { type Session, serviceTime } from '../session.ts';
import { changeEvent, changeLine } from './change-line.ts';
import type { Wanted } from './find-execution.ts';
import { followExecution, standing } from './follow-execution.ts';
import { Ticker } from './ticker.ts';
import { describe, type Verdict, type WatchGoal } from './verdict.ts';
import { watchStatus } from './watch-status.ts';
import { whereabouts } from './whereabouts.ts';

export interface WatchRequest {
  readonly session: Session;
  readonly id: PipelineId;
  readonly wanted: Wanted;
  readonly goal: WatchGoal;
  /** What the result names as its operation, and the request that began it. */
  readonly operation: 'watch' | 'start';
  readonly requestId?: string;
}

/** How a watch ended, also when it was ended from outside. */
export interface WatchEnd extends Omit<Verdict, 'status'> {
  readonly id: PipelineId;
  readonly executionId?: string;
  /** Null where no execution was seen. */
  readonly status: string | null;
}

/** Watches an execution, tells every change as it comes, and ends with the result. */
export async function watchOutcome(invocation: Invocation, request: WatchRequest): Promise<Outcome> {
  const end = await watchToEnd(invocation, request);
  const value = endDocument(end, request);
  return { noun: 'result', value, exitCode: end.exitCode, text: () => [end.message] };
}

/** The same up to the end; `name` where several pipelines are watched. Throws Fault. */
export async function watchToEnd(invocation: Invocation, request: WatchRequest, name = ''): Promise<WatchEnd> {
  const { session, id, wanted, goal } = request;
  const status = new Ticker(invocation, session.live);
  const prefix = name === '' ? '' : `${name} `;
  if (goal.until !== undefined) stageNamed(await session.live.read(pipelineState(id)), goal.until);
  try {
    const { executionId, verdict } = await followExecution({
      live: session.live,
      id,
      wanted,
      goal,
      signal: invocation.signal,
      onChange: (change, followed) => {
        const at = change.at ?? serviceTime(session, id);
        invocation.emit(changeEvent(change, id, followed, at), (sheet) => changeLine(change, at, sheet, name));
      },
      onReading: (reading) =>
        status.show((sheet) => `${prefix}${watchStatus(reading, serviceTime(session, id), sheet)}`),
      onTrouble: (fault) => invocation.note(fault ? `${fault.message}; still watching` : 'the service answers again'),
    });
    return { id, executionId, ...verdict };
  } catch (error) {
    return endFromOutside(request, error);
  } finally {
    status.close();
  }
}

/** The watch was ended from outside: what was watched goes on, and the result says how it stands. */
function endFromOutside({ session, id, wanted }: WatchRequest, error: unknown): WatchEnd {
  const timedOut = error instanceof Fault && error.kind === 'timeout';
  if (!timedOut && !(error instanceof Interrupted)) throw error;
  const now = standing(session.live, id, wanted);
  const who = now ? describe(pipelineView(session.live, id), now.executionId) : (wanted.revision ?? id.name);
  const runs = now && session.live.snapshot(actionExecutions(id, now.executionId)).value;
  const at = now && whereabouts(pipelineView(session.live, id), now.executionId, runs);
  const stands = now ? `is ${now.status} and goes on${at ? `: ${at.words}` : ''}` : 'has not been seen';
  const why = timedOut ? '--timeout ran out' : 'stopped watching';
  const { exitCode } = error;
  const message = `${why}: ${who} ${stands}`;
  const { stage, action } = at ?? {};
  return { id, stage, action, executionId: now?.executionId, exitCode, status: now?.status ?? null, message };
}

/** `result` of a watch: what is watched may have been rolled back. */
export function endDocument(
  end: WatchEnd,
  { operation, requestId }: Pick<WatchRequest, 'operation' | 'requestId'>,
): ResultDocument {
  return {
    operation,
    status: end.status,
    pipeline: end.id.name,
    stage: orNull(end.stage),
    action: orNull(end.action),
    executionId: orNull(end.executionId),
    deploymentId: null,
    requestId: orNull(requestId),
    rolledBack: orNull(end.rolledBack),
    exitCode: end.exitCode,
    message: end.message,
  };
}
