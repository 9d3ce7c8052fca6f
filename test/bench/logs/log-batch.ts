export const GROUP = '/bench';
export const BATCH = 1000;

const VERBS = ['GET', 'GET', 'GET', 'POST', 'PUT'];
const LEVELS = ['INFO', 'INFO', 'INFO', 'WARN', 'ERROR'];

export interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** A thousand lines of a web service, a millisecond apart; `number` counts batches, epoch milliseconds. */
export function logBatch(number: number, startTime: number): Line[] {
  return Array.from({ length: BATCH }, (_, i) => {
    const count = number * BATCH + i;
    const timestamp = startTime + count;
    const request = (count * 2654435761) % 4294967296;
    const message =
      `${new Date(timestamp).toISOString()} ${LEVELS[count % 5]} [http] request=${request.toString(16).padStart(8, '0')} ` +
      `${VERBS[(count >> 3) % 5]} /api/orders/${request % 100_000} status=200 bytes=${request % 8192} took=${request % 400}ms`;
    return { timestamp, message };
  });
}
