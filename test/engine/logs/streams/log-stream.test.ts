import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedEvents } from '../../../../src/engine/logs/events/merged-events.ts';
import { BlockMemory } from '../../../../src/engine/logs/streams/block-memory.ts';
import { LogStream } from '../../../../src/engine/logs/streams/log-stream.ts';
import {
  eventBytes,
  gapAfter,
  gapAtTime,
  gapBefore,
  type StoredEvent,
} from '../../../../src/engine/logs/streams/stored-event.ts';
import { SmallOverflow } from '../../support/small-overflow.ts';

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
function longStream(count: number, memory: () => BlockMemory) {
  const stream = new LogStream('s', 0, memory());
  const events = Array.from({ length: count }, (_, i) => eventAt(i));
  stream.add(events);
  return { stream, events };
}

describe.each([
  ['in memory', () => new BlockMemory()],
  ['outside memory', () => new BlockMemory(new SmallOverflow())],
  ['partly outside', () => new BlockMemory(new SmallOverflow(300_000))],
])('a stream %s', (_where, memory) => {
  it('5.4 has batches in whatever order by timestamp, then by arrival', () => {
    const batches = fc.array(fc.array(fc.nat(20), { maxLength: 8 }), { maxLength: 8 });
    fc.assert(
      fc.property(batches, (given) => {
        const stream = new LogStream('s', 0, memory());
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
        const stream = new LogStream('s', 0, memory());
        const events = given.map(([from, count, step]) =>
          Array.from({ length: count }, (_, i) => eventAt(from + i * step)),
        );
        for (const batch of events) stream.add(batch);
        const expected = inOrder(events.flat());
        expect(all(stream)).toEqual(expected);
        expect([...stream.back(gapAtTime(Number.POSITIVE_INFINITY))]).toEqual(expected.toReversed());
        const gaps = [expected[0], expected.at(-1)].map((event) => event && gapBefore(event));
        expect([stream.first, stream.last]).toMatchObject(gaps);
      }),
      { numRuns: 20 },
    );
  });

  it('5.3 the gap before an event leads to it, the gap after it to the next', () => {
    const { stream, events } = longStream(5000, memory);
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
        const { stream, events } = longStream(5000, memory);
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

describe('a stream outside memory', () => {
  const texts = ['', 'plain', 'é'.repeat(20), '→ 💥', '\ud83d', '\ude00', '\0'];
  const events = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...eventAt(i), message: texts[i % 7]! }));

  it('5.3 has every message as it was written', () => {
    for (const step of [1, 2, 7]) {
      const overflow = new SmallOverflow();
      const memory = new BlockMemory(overflow);
      const stream = new LogStream('s', 0, memory);
      const written = events(3000).filter((_, i) => i % step === 0);
      stream.add(written);
      new LogStream('other', 0, memory).add(events(1));
      expect(overflow.size).toBe(Math.ceil(written.length / 1024));
      expect(all(stream)).toEqual(written);
      expect(stream.storedBytes).toBe(written.reduce((sum, { message }) => sum + eventBytes(message), 0));
    }
  });

  it('5.3 is read where it is asked for, wherever that is', () => {
    const overflow = new SmallOverflow();
    const memory = new BlockMemory(overflow);
    const stream = new LogStream('s', 0, memory);
    stream.add(events(50_000));
    for (const from of [0, 25_000, 49_000]) {
      overflow.reads = 0;
      const ahead = stream.ahead(gapAtTime(from));
      for (let i = 0; i < 1000; i++) expect(ahead.next().value).toMatchObject({ timestamp: from + i });
      expect(overflow.reads).toBeLessThanOrEqual(2);
    }
  });

  it('5.4 is not read before its turn comes among others', () => {
    const overflow = new SmallOverflow();
    const memory = new BlockMemory(overflow);
    const streams = Array.from({ length: 50 }, (_, i) => {
      const stream = new LogStream(`s${i}`, 0, memory);
      stream.add(Array.from({ length: 100 }, (_, at) => eventAt(i * 50 + at)));
      return stream;
    });
    overflow.reads = 0;
    const found: StoredEvent[] = [];
    for (const { event } of mergedEvents(streams, gapAtTime(1020), 1060)) found.push(event);
    expect(found.map(({ timestamp }) => timestamp)).toEqual(inOrder(found).map(({ timestamp }) => timestamp));
    expect(found).toHaveLength(2 * 41);
    expect(new Set(found.map(({ sequence }) => sequence)).size).toBe(found.length);
    expect(overflow.reads).toBeLessThan(20);
  });

  it('5.1 leaves nothing behind once it is dropped', () => {
    const overflow = new SmallOverflow();
    const stream = new LogStream('s', 0, new BlockMemory(overflow));
    stream.add(events(5000));
    stream.dropBefore(3000);
    expect(overflow.size).toBe(2);
    stream.clear();
    expect(overflow.size).toBe(0);
    expect(all(stream)).toEqual([]);
  });

  it('stays in memory while nothing can be written, and goes once it can', () => {
    const overflow = new SmallOverflow();
    const stream = new LogStream('s', 0, new BlockMemory(overflow));
    overflow.isFull = true;
    const written = events(5000);
    stream.add(written);
    expect(overflow.size).toBe(0);
    expect(all(stream)).toEqual(written);
    overflow.isFull = false;
    expect(all(stream)).toEqual(written);
    expect(overflow.size).toBe(5);
  });

  it('has blocks of few events where these are large', () => {
    const overflow = new SmallOverflow();
    const stream = new LogStream('s', 0, new BlockMemory(overflow));
    const message = 'x'.repeat(600_000);
    const large = Array.from({ length: 40 }, (_, i) => ({ ...eventAt(i), message }));
    stream.add(large.filter((_, i) => i % 2 === 0));
    expect(overflow.size).toBe(9);
    stream.add(large.filter((_, i) => i % 2 === 1));
    expect(all(stream)).toEqual(large);
    expect(overflow.size).toBeGreaterThan(9);
  });
});
