import type { PipelineId } from '../../domain/identity.ts';
import { type ActionLog, type ActionRunRef, actionLog } from '../../live/action-log.ts';
import type { Live } from '../../live/live.ts';

/**
 * The log of a run whose build is still queued, when it begins; without one when the run has ended before. Rejects with the
 * signal's reason, or with a Fault that waiting does not mend.
 */
export function awaitActionLog(live: Live, id: PipelineId, of: ActionRunRef, signal: AbortSignal): Promise<ActionLog> {
  const need = actionLog(id, of);
  const { promise, resolve, reject } = Promise.withResolvers<ActionLog>();
  const abort = () => reject(signal.reason);
  const look = () => {
    const { value, error } = live.snapshot(need);
    if (error && !error.retryable) reject(error);
    else if (value && isSettled(value)) resolve(value);
  };
  const stop = live.watch(need, look, 'front');
  signal.addEventListener('abort', abort, { once: true });
  look();
  return promise.finally(() => {
    stop();
    signal.removeEventListener('abort', abort);
  });
}

/** There is a log, or there never will be one. */
export function isSettled({ ref, build, run }: ActionLog): boolean {
  return ref !== undefined || build === undefined || run?.status !== 'InProgress';
}
