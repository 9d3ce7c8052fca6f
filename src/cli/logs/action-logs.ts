import { readLog } from '../../live/log-reading.ts';
import type { Invocation, Outcome } from '../command.ts';
import type { Target } from '../pick-pipeline.ts';
import { endOfFollowing } from './end-of-following.ts';
import { type ActionPath, findActionLog } from './find-action-log.ts';
import { followActionLog } from './follow-action-log.ts';
import { streamNames } from './log-event.ts';
import { LogSink } from './log-sink.ts';
import { writerOf } from './log-writer.ts';

export interface LogRequest {
  readonly follow: boolean;
  /** Epoch milliseconds by the service's clock. */
  readonly startTime?: number;
  /** Only lines that contain this text. */
  readonly filter?: string;
}

/** The log of an action's run: all there is, or on and on until it is over. */
export async function actionLogs(
  invocation: Invocation,
  { session, id }: Target,
  path: ActionPath,
  request: LogRequest,
): Promise<Outcome> {
  const { live } = session;
  const { run, ref, build } = await findActionLog(live, id, path, request.follow ? invocation.signal : undefined);
  const { stage, action, executionId } = run;
  const subject = { pipeline: id.name, stage, action, executionId };
  const sink = new LogSink(invocation, subject, { follows: request.follow, filter: request.filter });
  const names = streamNames(ref);
  if (!request.follow) {
    for await (const line of readLog(live, id, ref, { startTime: request.startTime })) sink.add({ ...line, ...names });
    return sink.outcome(0, '');
  }
  const { startTime = Number.NEGATIVE_INFINITY } = request;
  try {
    await followActionLog({
      live,
      place: id,
      ref,
      writer: writerOf(live, id, run, build),
      signal: invocation.signal,
      onLine: (line) => {
        if (line.timestamp >= startTime) sink.add({ ...line, ...names });
      },
      onGap: (lines) => invocation.note(`${lines} lines came faster than they could be read and are left out`),
      onTrouble: (fault) => invocation.note(fault ? `${fault.message}; still following` : 'the service answers again'),
    });
    return sink.outcome(0, `${stage}/${action} is over and its log was read to the end`);
  } catch (error) {
    return endOfFollowing(sink, error);
  }
}
