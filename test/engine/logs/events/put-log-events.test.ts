import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, LogsHarness, linesAt, NO_GROUP, NO_STREAM, START } from '../logs-harness.ts';

let logs: LogsHarness;
beforeEach(() => {
  logs = new LogsHarness();
});

const refused = (logEvents: object[], more: object = {}) =>
  logs.refusal('PutLogEvents', { logGroupName: '/g', logStreamName: 's', logEvents, ...more });
const stored = () => logs.get().events.map(({ timestamp }: { timestamp: number }) => timestamp - START);

describe('PutLogEvents', () => {
  it('5.2 a batch that is taken whole has a token and no rejectedLogEventsInfo', () => {
    const answer = logs.put(linesAt(START));
    expect(answer).toEqual({ nextSequenceToken: expect.stringMatching(/^\d{56}$/) });
    expect(logs.get().events).toEqual([{ timestamp: START, message: 'x', ingestionTime: START }]);
  });

  it('5.2 whatever the sequence token, the batch is taken', () => {
    for (const sequenceToken of ['x', logs.put(linesAt(START)).nextSequenceToken, '1']) {
      const input = { logGroupName: '/g', logStreamName: 's', logEvents: linesAt(START), sequenceToken };
      logs.call('PutLogEvents', input);
    }
    expect(stored()).toHaveLength(4);
  });

  it('5.2 a batch out of order is refused as a whole', () => {
    expect(refused(linesAt(START, START - 1))).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    );
    expect(stored()).toEqual([]);
  });

  it('5.2 the events that are not too old and not too new span 24 hours and no more', () => {
    logs.put(linesAt(START - DAY, START));
    expect(stored()).toEqual([-DAY, 0]);
    expect(refused(linesAt(START - DAY - 1, START))).toMatch(/^InvalidParameterException: .* 24 hours\.$/);
    expect(logs.put(linesAt(START - 20 * DAY, START, START + DAY)).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    });
  });

  it('5.2 each event costs its UTF-8 bytes and 26', () => {
    const limit = 1_048_576;
    logs.put([{ timestamp: START, message: 'x'.repeat(limit - 26) }]);
    expect(refused([{ timestamp: START, message: 'x'.repeat(limit - 25) }])).toMatch(
      /^InvalidParameterException: Upload too large/,
    );
    expect(refused([{ timestamp: START, message: 'ä'.repeat(limit / 2 - 12) }])).toMatch(/Upload too large/);
    expect(refused(linesAt(START, START).map((line) => ({ ...line, message: 'x'.repeat(limit / 2 - 25) })))).toMatch(
      /Upload too large/,
    );
  });

  it('5.2 events that are too new or too old are dropped and their places told', () => {
    const late = logs.put(linesAt(START, START + 2 * HOUR, START + 2 * HOUR + 1));
    expect(late.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 2 });
    const old = logs.put(linesAt(START - 14 * DAY - 1, START - 14 * DAY));
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(stored()).toEqual([-14 * DAY, 0, 2 * HOUR]);
  });

  it('5.2 events past the retention are dropped and their places told', () => {
    logs.call('PutRetentionPolicy', { logGroupName: '/g', retentionInDays: 7 });
    const { rejectedLogEventsInfo } = logs.put(linesAt(START - 15 * DAY, START - 7 * DAY - 1, START - 7 * DAY));
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, expiredLogEventEndIndex: 2 });
    expect(stored()).toEqual([-7 * DAY]);
  });

  it('5.2 a batch of which nothing is taken is answered all the same', () => {
    expect(logs.put(linesAt(START - 20 * DAY)).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(logs.put(linesAt(START + DAY)).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 0 });
    expect(stored()).toEqual([]);
  });

  it('5.2 unknown groups and streams have their messages', () => {
    expect(refused(linesAt(START), { logGroupName: '/x' })).toBe(NO_GROUP);
    expect(refused(linesAt(START), { logStreamName: 'x' })).toBe(NO_STREAM);
  });
});
