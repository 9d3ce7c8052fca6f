import { Fault } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { Live } from '../live/live.ts';
import { executions, pipelineState } from '../live/needs.ts';

/**
 * Sends a change, once, and asks for fresh data whatever became of it. When the answer was lost on its way nobody
 * knows whether the change was made: the Fault says so, and nothing is repeated.
 */
export async function sendOnce<T>(live: Live, id: PipelineId, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.retryable && !thrown.throttled) {
      const message = `${thrown.message}; whether the change was made is not known: look at ${id.name} before you repeat it`;
      throw new Fault({ kind: thrown.kind, code: thrown.code, message, requestId: thrown.requestId });
    }
    throw thrown;
  } finally {
    live.refresh([pipelineState(id), executions(id)]);
  }
}
