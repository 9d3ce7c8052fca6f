import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LogStream } from '../../../src/engine/logs/log-stream.ts';

it('5.4 batches in whatever order stand by timestamp, then by arrival', () => {
  const batches = fc.array(fc.array(fc.nat(20), { maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(batches, (given) => {
      const stream = new LogStream('s', 0);
      let sequence = 0;
      const all = given.map((times) =>
        [...times]
          .sort((a, b) => a - b)
          .map((timestamp) => ({ timestamp, ingestionTime: 0, message: 'x', sequence: ++sequence })),
      );
      for (const batch of all) stream.add(batch);
      const expected = all.flat().sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
      expect(stream.events).toEqual(expected);
    }),
  );
});

it('5.3 the gap before an event leads to it, the gap after it to the next', () => {
  const stream = new LogStream('s', 0);
  const at = [5, 5, 7].map((timestamp, i) => ({ timestamp, ingestionTime: 0, message: 'x', sequence: i + 1 }));
  stream.add(at);
  expect(stream.indexOf({ timestamp: 5, sequence: 2 })).toBe(1);
  expect(stream.indexOf({ timestamp: 5, sequence: 3 })).toBe(2);
  expect(stream.indexOfTime(6)).toBe(2);
  expect(stream.indexOfTime(8)).toBe(3);
});
