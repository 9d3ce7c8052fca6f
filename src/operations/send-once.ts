import type { OperationId } from '../aws/operation-ids.ts';
import { Fault } from '../domain/fault.ts';
import { type Subject, subjectText } from '../domain/subject.ts';
import { deployment } from '../live/deployment-needs.ts';
import type { Need } from '../live/need.ts';
import { executions, pipelineState } from '../live/needs.ts';
import type { AuditOutcome } from '../policy/audit.ts';
import type { OperationDeps } from './deps.ts';
import type { OperationName } from './plan.ts';

/** One request that changes something. */
export interface Change<T extends Sent> {
  readonly operation: OperationName;
  readonly request: OperationId;
  readonly subject: Subject;
  /** The comment or reason that goes with it, for the audit log. */
  readonly text?: string;
  send(): Promise<T>;
  /** Reads what the change would have made other, after its answer was lost or it came too late. Throws Fault. */
  lookAgain(): Promise<Aftermath>;
}

/** What a change answers: the request's id for the record, and the id of what it began. */
export interface Sent {
  readonly requestId?: string;
  readonly executionId?: string;
  readonly deploymentId?: string;
}

/** What a second look shows of a change whose answer was lost, or that came too late. */
export interface Aftermath {
  /** Undefined where it cannot be told: somebody else may have done the same. */
  readonly made: boolean | undefined;
  /** What stands there now, as the end of a sentence: `Prod is closed by alice: freeze`. */
  readonly now: string;
}

/**
 * Sends a change, once: in a protected environment only when it was unlocked, and written to the audit log before it is sent
 * and when it has ended. Asks for fresh data whatever became of it. When the answer was lost on its way, or somebody
 * else was faster, the state is read again and told; nothing is repeated. Throws Fault.
 */
export async function sendOnce<T extends Sent>(deps: OperationDeps, change: Change<T>): Promise<T> {
  const { live, protection, audit } = deps;
  const { operation, request, subject, text } = change;
  protection.admit([subject]);
  const record = audit.attempt(
    { operation, request, subject, text, why: protection.why(subject) },
    live.site(subject.place),
  );
  try {
    const sent = await change.send();
    record({ phase: 'succeeded', ...idsOf(sent) });
    return sent;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const isLost = thrown.retryable && !thrown.throttled;
    record({ phase: isLost ? 'unknown' : 'failed', requestId: thrown.requestId, error: errorOf(thrown) });
    if (isLost) throw await lostAnswer(thrown, change);
    throw thrown.kind === 'stale' ? await overtaken(thrown, change) : thrown;
  } finally {
    live.refresh(outdatedBy(subject));
  }
}

/** What a change may have made other. */
function outdatedBy({ place, pipeline, deploymentId }: Subject): Need<unknown>[] {
  return [
    ...(pipeline ? [pipelineState(pipeline), executions(pipeline)] : []),
    ...(deploymentId ? [deployment({ place, id: deploymentId })] : []),
  ];
}

function idsOf({ requestId, executionId, deploymentId }: Sent): Omit<AuditOutcome, 'phase'> {
  return { requestId, executionId, deploymentId };
}

function errorOf({ code, message }: Fault): { code: string; message: string } {
  return { code, message };
}

/** The same Fault with what a second look showed. */
async function lostAnswer(lost: Fault, change: Change<Sent>): Promise<Fault> {
  const { kind, code, requestId } = lost;
  const message = `${lost.message}; ${await secondLook(change)}`;
  return new Fault({ kind, code, message, requestId });
}

/** The same Fault with what stands there now: somebody else was faster. */
async function overtaken(refused: Fault, { lookAgain }: Change<Sent>): Promise<Fault> {
  try {
    const { now } = await lookAgain();
    return new Fault({ ...refused, message: `${refused.message.replace(/\.$/, '')}; ${now}` });
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return refused;
  }
}

async function secondLook({ subject, lookAgain }: Change<Sent>): Promise<string> {
  try {
    const { made, now } = await lookAgain();
    if (made === true) return `the change was made all the same: ${now}`;
    if (made === false) return `the change was not made: ${now}`;
    return `whether the change was made cannot be told: ${now}`;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return `whether the change was made is not known: look at ${subjectText(subject)} before you repeat it`;
  }
}
