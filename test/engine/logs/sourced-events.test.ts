import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogSource } from '../../../src/engine/logs/streams/log-source.ts';
import { caller, NOW, smallWorld } from '../support/small-world.ts';

/** Says `name 0`, `name 1`… at these milliseconds from now on. */
function source(name: string, order: number, times: readonly number[]): LogSource {
  const lines = times.map((at, i) => ({ timestamp: NOW + at, message: `${name} ${i}` }));
  return { creationTime: NOW, endTime: NOW + 20, order, lines: () => lines };
}

const times = fc.array(fc.nat(20), { maxLength: 8 }).map((given) => given.sort((a, b) => a - b));
const READS = ['FilterLogEvents', 'DescribeLogStreams'] as const;

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
}

describe('events that come by time alone', () => {
  it('5.4 have the same ids and order whoever read before', () => {
    const write = fc.constantFrom('not', 'by a call', 'by the engine', 'delete');
    const step = fc.record({ advance: fc.nat(5), write, reads: fc.subarray([...READS]) });
    fc.assert(
      fc.property(times, times, fc.array(step, { maxLength: 6 }), (one, two, steps) => {
        const told = (reading: boolean) => {
          const { logs, clock } = smallWorld();
          const call = (operation: string) => logs.operations[operation]!({ logGroupName: '/g' }, caller);
          logs.attach('/g', 'one', source('one', 1, one));
          logs.attach('/g', 'two', source('two', 2, two));
          const answers = steps.map(({ advance, write, reads }) => {
            clock.advance(advance);
            if (reading) reads.map(call);
            const logEvents = [{ timestamp: clock.now(), message: 'written' }];
            const place = { logGroupName: '/g', logStreamName: 'two' };
            if (write === 'by the engine') logs.write('/g', 'two', logEvents);
            if (write === 'by a call')
              return attempt(() => logs.operations.PutLogEvents!({ ...place, logEvents }, caller));
            if (write === 'delete') return attempt(() => logs.operations.DeleteLogStream!(place, caller));
            return undefined;
          });
          const groups = logs.operations.DescribeLogGroups!({}, caller);
          return JSON.stringify([answers, groups, READS.map(call)]);
        };
        expect(told(true)).toBe(told(false));
      }),
    );
  });

  it('5.4 what is written follows what a source said in the same millisecond', () => {
    const { logs } = smallWorld();
    logs.attach('/g', 's', source('build', 1, [0]));
    logs.write('/g', 't', [{ timestamp: NOW, message: 'written' }]);
    const { events } = logs.operations.FilterLogEvents!({ logGroupName: '/g' }, caller) as {
      events: { message: string }[];
    };
    expect(events.map(({ message }) => message)).toEqual(['build 0', 'written']);
  });

  it('5.4 what was written ahead of its time came in before what a source says at that time', () => {
    const { logs, clock } = smallWorld();
    logs.attach('/g', 's', source('build', 1, [10]));
    const read = () =>
      logs.operations.FilterLogEvents!({ logGroupName: '/g' }, caller) as { events: { message: string }[] };
    const write = (message: string) => logs.write('/g', 't', [{ timestamp: NOW + 10, message }]);
    write('ahead');
    write('ahead too');
    clock.advance(10);
    write('at its time');
    expect(read().events.map(({ message }) => message)).toEqual(['ahead', 'ahead too', 'build 0', 'at its time']);
  });
});
