import { invalidParameter } from './log-group.ts';
import { eventBytes } from './log-stream.ts';

export interface InputEvent {
  timestamp: number;
  message: string;
}

const HOUR = 3_600_000;
const MAX_BATCH_BYTES = 1_048_576;
const MAX_SPAN = 24 * HOUR;
const MAX_AHEAD = 2 * HOUR;
const MAX_AGE = 14 * 24 * HOUR;

/** A batch with what of it is kept, and the places AWS reports for what is not (spec 5.2). */
export interface SiftedBatch {
  accepted: InputEvent[];
  rejected: { tooNewLogEventStartIndex?: number; tooOldLogEventEndIndex?: number } | undefined;
}

/** Throws InvalidParameterException for a batch that is refused as a whole (spec 5.2). */
export function siftBatch(events: readonly InputEvent[], now: number): SiftedBatch {
  checkBatch(events);
  const oldEnd = events.findIndex(({ timestamp }) => timestamp >= now - MAX_AGE);
  const tooOld = oldEnd === -1 ? events.length : oldEnd;
  const newStart = events.findIndex(({ timestamp }) => timestamp > now + MAX_AHEAD);
  const tooNew = newStart === -1 ? events.length : newStart;
  const isWhole = tooOld === 0 && tooNew === events.length;
  return {
    accepted: events.slice(tooOld, tooNew),
    rejected: isWhole
      ? undefined
      : {
          tooNewLogEventStartIndex: tooNew < events.length ? tooNew : undefined,
          tooOldLogEventEndIndex: tooOld > 0 ? tooOld : undefined,
        },
  };
}

function checkBatch(events: readonly InputEvent[]): void {
  let bytes = 0;
  for (let i = 0; i < events.length; i++) {
    bytes += eventBytes(events[i]!.message);
    if (i > 0 && events[i]!.timestamp < events[i - 1]!.timestamp) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
  }
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
  if (events.at(-1)!.timestamp - events[0]!.timestamp > MAX_SPAN) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}
