import { Fault } from '../../domain/fault.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import type { Invocation, Outcome } from '../command.ts';
import type { ResultDocument } from '../documents/result-document.ts';
import { orNull } from '../documents/values.ts';
import { Interrupted } from '../interrupted.ts';
import { type Session, serviceTime } from '../session.ts';
import { changeEvent, changeLine } from './change-line.ts';
import type { Wanted } from './find-execution.ts';
import { followExecution, standing } from './follow-execution.ts';
import { describe, type Verdict, type WatchGoal } from './verdict.ts';

export interface WatchRequest {
  readonly session: Session;
  readonly id: PipelineId;
  readonly wanted: Wanted;
  readonly goal: WatchGoal;
  /** What the result names as its operation, and the request that began it. */
  readonly operation: 'watch' | 'start';
  readonly requestId?: string;
}

/** Watches an execution, tells every change as it comes, and ends with the result. */
export async function watchOutcome(invocation: Invocation, request: WatchRequest): Promise<Outcome> {
  const { session, id, wanted, goal } = request;
  try {
    const end = await followExecution({
      live: session.live,
      id,
      wanted,
      goal,
      signal: invocation.signal,
      onChange: (change, executionId) => {
        const at = change.at ?? serviceTime(session, id);
        invocation.emit(changeEvent(change, id, executionId, at), (sheet) => changeLine(change, at, sheet));
      },
      onTrouble: (fault) => invocation.note(fault ? `${fault.message}; still watching` : 'the service answers again'),
    });
    return outcome(request, end.executionId, end.verdict);
  } catch (error) {
    return outcomeOfEnd(request, error);
  }
}

/** The watch was ended from outside: what was watched goes on, and the result says how it stands. */
function outcomeOfEnd(request: WatchRequest, error: unknown): Outcome {
  const timedOut = error instanceof Fault && error.kind === 'timeout';
  if (!timedOut && !(error instanceof Interrupted)) throw error;
  const { session, id, wanted } = request;
  const now = standing(session.live, id, wanted);
  const who = now ? describe(pipelineView(session.live, id), now.executionId) : (wanted.revision ?? id.name);
  const stands = now ? `is ${now.status} and goes on` : 'has not been seen';
  const why = timedOut ? '--timeout ran out' : 'stopped watching';
  const verdict = { exitCode: error.exitCode, status: now?.status ?? null, message: `${why}: ${who} ${stands}` };
  return outcome(request, now?.executionId, verdict);
}

type Ending = Omit<Verdict, 'status'> & { readonly status: string | null };

function outcome(request: WatchRequest, executionId: string | undefined, end: Ending): Outcome {
  const result: ResultDocument & { rolledBack: string | null } = {
    operation: request.operation,
    status: end.status,
    pipeline: request.id.name,
    stage: orNull(end.stage),
    action: orNull(end.action),
    executionId: orNull(executionId),
    deploymentId: null,
    requestId: orNull(request.requestId),
    rolledBack: orNull(end.rolledBack),
    exitCode: end.exitCode,
    message: end.message,
  };
  return { noun: 'result', value: result, exitCode: end.exitCode, text: () => [end.message] };
}
