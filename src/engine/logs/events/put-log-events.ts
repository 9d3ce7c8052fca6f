import { invalidParameter } from '../errors.ts';
import { EVENT_OVERHEAD, eventBytes } from '../streams/stored-event.ts';

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
  rejected: RejectedLogEventsInfo | undefined;
}

interface RejectedLogEventsInfo {
  readonly tooNewLogEventStartIndex: number | undefined;
  readonly tooOldLogEventEndIndex: number | undefined;
  readonly expiredLogEventEndIndex: number | undefined;
}

/**
 * `horizon` is the time before which the group keeps nothing. Throws InvalidParameterException for a batch that is refused
 * as a whole (spec 5.2).
 */
export function siftBatch(events: readonly InputEvent[], now: number, horizon: number): SiftedBatch {
  checkOrder(events);
  checkSize(events);
  const tooOld = countBefore(events, now - MAX_AGE);
  const expired = countBefore(events, horizon);
  const tooNew = countBefore(events, now + MAX_AHEAD + 1);
  checkSpan(events.slice(tooOld, tooNew));
  const accepted = events.slice(Math.max(tooOld, expired), tooNew);
  if (accepted.length === events.length) return { accepted, rejected: undefined };
  return {
    accepted,
    rejected: {
      tooNewLogEventStartIndex: tooNew < events.length ? tooNew : undefined,
      tooOldLogEventEndIndex: tooOld || undefined,
      expiredLogEventEndIndex: expired || undefined,
    },
  };
}

/** How many events, of which the oldest come first, are older than a time. */
function countBefore(events: readonly InputEvent[], time: number): number {
  const index = events.findIndex(({ timestamp }) => timestamp >= time);
  return index === -1 ? events.length : index;
}

function checkOrder(events: readonly InputEvent[]): void {
  if (events.some(({ timestamp }, i) => i > 0 && timestamp < events[i - 1]!.timestamp)) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
}

function checkSize(events: readonly InputEvent[]): void {
  // No character has more than three bytes for each of its places in a text.
  const most = events.reduce((sum, { message }) => sum + 3 * message.length + EVENT_OVERHEAD, 0);
  if (most <= MAX_BATCH_BYTES) return;
  const bytes = events.reduce((sum, { message }) => sum + eventBytes(message), 0);
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
}

/** Of the events that are neither too old nor too new [M]. */
function checkSpan(events: readonly InputEvent[]): void {
  const [first, last] = [events[0], events.at(-1)];
  if (first && last && last.timestamp - first.timestamp > MAX_SPAN) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}
