import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogStream } from '../../../../src/engine/logs/streams/log-stream.ts';
import {
  eventBytes,
  gapAfter,
  gapAtTime,
  gapBefore,
  type StoredEvent,
} from '../../../../src/engine/logs/streams/stored-event.ts';

let sequence = 0;
const eventAt = (timestamp: number): StoredEvent => ({
  timestamp,
  ingestionTime: 0,
  message: 'x',
  sequence: ++sequence,
});
const all = (stream: LogStream) => [...stream.ahead(gapAtTime(0))];
const inOrder = (events: readonly StoredEvent[]) =>
  [...events].sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);

/** A stream with so many events of consecutive milliseconds. */
function longStream(count: number) {
  const stream = new LogStream('s', 0);
  const events = Array.from({ length: count }, (_, i) => eventAt(i));
  stream.add(events);
  return { stream, events };
}

describe('a stream', () => {
  it('5.4 has batches in whatever order by timestamp, then by arrival', () => {
    const batches = fc.array(fc.array(fc.nat(20), { maxLength: 8 }), { maxLength: 8 });
    fc.assert(
      fc.property(batches, (given) => {
        const stream = new LogStream('s', 0);
        const events = given.map((times) => [...times].sort((a, b) => a - b).map(eventAt));
        for (const batch of events) stream.add(batch);
        expect(all(stream)).toEqual(inOrder(events.flat()));
        expect(stream.storedBytes).toBe(events.flat().length * eventBytes('x'));
      }),
    );
  });

  it('5.4 has them so however many there are', () => {
    const size = fc.integer({ min: 0, max: 3000 });
    const batches = fc.array(fc.tuple(fc.nat(10_000), size, fc.nat(4)), { maxLength: 6 });
    fc.assert(
      fc.property(batches, (given) => {
        const stream = new LogStream('s', 0);
        const events = given.map(([from, count, step]) =>
          Array.from({ length: count }, (_, i) => eventAt(from + i * step)),
        );
        for (const batch of events) stream.add(batch);
        const expected = inOrder(events.flat());
        expect(all(stream)).toEqual(expected);
        expect([...stream.back(gapAtTime(Number.POSITIVE_INFINITY))]).toEqual(expected.toReversed());
        expect([stream.first, stream.last]).toEqual([expected[0], expected.at(-1)]);
      }),
      { numRuns: 20 },
    );
  });

  it('5.3 the gap before an event leads to it, the gap after it to the next', () => {
    const { stream, events } = longStream(5000);
    for (const i of [0, 1, 1023, 1024, 2047, 2048, 4999]) {
      expect(stream.ahead(gapBefore(events[i]!)).next().value).toEqual(events[i]);
      expect(stream.ahead(gapAfter(events[i]!)).next().value).toEqual(events[i + 1]);
      expect(stream.back(gapBefore(events[i]!)).next().value).toEqual(events[i - 1]);
      expect(stream.back(gapAfter(events[i]!)).next().value).toEqual(events[i]);
    }
  });

  it('5.1 drops what is older than a time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 5001 }), (time) => {
        const { stream, events } = longStream(5000);
        stream.dropBefore(time);
        const kept = events.filter(({ timestamp }) => timestamp >= time);
        expect(all(stream)).toEqual(kept);
        expect(stream.storedBytes).toBe(kept.length * eventBytes('x'));
        stream.add([eventAt(6000)]);
        expect(all(stream)).toHaveLength(kept.length + 1);
      }),
      { numRuns: 15 },
    );
  });
});
