import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freeSlots,
  type HostTally,
  hasSucceeded,
  isLost,
  isMinimumUnreachable,
  type MinimumHealthyHosts,
  minimumOf,
} from '../../../src/rules/deployments/healthy-hosts.ts';

const ONE_AT_A_TIME: MinimumHealthyHosts = { type: 'MOST_CONCURRENCY', value: 1 };
const HALF_AT_A_TIME: MinimumHealthyHosts = { type: 'FLEET_PERCENT', value: 50 };
const ALL_AT_ONCE: MinimumHealthyHosts = { type: 'HOST_COUNT', value: 0 };

/** Hosts that wait, and those under way. */
interface Host {
  readonly wasHealthy: boolean;
  readonly succeeds: boolean;
}

interface Run {
  /** How many were under way at each moment. */
  readonly atOnce: number[];
  /** How many of those that nothing was done to, or that were done well, there were at least. */
  readonly leastHealthy: number;
  readonly begun: number;
  readonly succeeded: boolean;
}

/** Deploys to hosts: those that were unhealthy first, and always the one that began first ends first. */
function run(hosts: readonly Host[], minimum: number): Run {
  const waiting = hosts.toSorted((a, b) => Number(a.wasHealthy) - Number(b.wasHealthy));
  const running: Host[] = [];
  const ended: Host[] = [];
  const atOnce: number[] = [];
  const healthy = () =>
    waiting.filter(({ wasHealthy }) => wasHealthy).length + ended.filter(({ succeeds }) => succeeds).length;
  let leastHealthy = healthy();
  const tally = (): HostTally => ({
    total: hosts.length,
    minimum,
    succeeded: ended.filter(({ succeeds }) => succeeds).length,
    failed: ended.filter(({ succeeds }) => !succeeds).length,
    running: running.length,
    runningUnhealthy: running.filter(({ wasHealthy }) => !wasHealthy).length,
    waitingUnhealthy: waiting.filter(({ wasHealthy }) => !wasHealthy).length,
    waitingHealthy: waiting.filter(({ wasHealthy }) => wasHealthy).length,
  });
  for (;;) {
    running.push(...waiting.splice(0, freeSlots(tally())));
    leastHealthy = Math.min(leastHealthy, healthy());
    if (running.length === 0) break;
    atOnce.push(running.length);
    ended.push(running.shift()!);
  }
  return { atOnce, leastHealthy, begun: ended.length, succeeded: hasSucceeded(tally()) };
}

function fleet(size: number, failing: readonly number[] = [], wasHealthy = true): Host[] {
  return Array.from({ length: size }, (_, index) => ({ wasHealthy, succeeds: !failing.includes(index) }));
}

describe('minimum healthy hosts', () => {
  it.each([
    [9, { type: 'HOST_COUNT', value: 6 }, 6, 3],
    [9, { type: 'FLEET_PERCENT', value: 40 }, 4, 5],
    [10, { type: 'HOST_COUNT', value: 9 }, 9, 1],
    [10, { type: 'HOST_COUNT', value: 8 }, 8, 2],
    [9, HALF_AT_A_TIME, 5, 4],
    [10, HALF_AT_A_TIME, 5, 5],
    [9, ONE_AT_A_TIME, 8, 1],
    [9, ALL_AT_ONCE, 0, 9],
  ] as const)(
    '3.7 of %i hosts with %o %i stay alone, and %i are deployed to at a time',
    (total, hosts, least, atOnce) => {
      expect(minimumOf(hosts, total)).toBe(least);
      expect(run(fleet(total), least).atOnce[0]).toBe(atOnce);
      expect(run(fleet(total, [], false), least).atOnce[0]).toBe(atOnce);
    },
  );

  it('3.7 a minimum of all hosts can never be kept: 95 % of 10 are 10', () => {
    expect(isMinimumUnreachable(10, minimumOf({ type: 'FLEET_PERCENT', value: 95 }, 10))).toBe(true);
    expect(isMinimumUnreachable(10, minimumOf({ type: 'FLEET_PERCENT', value: 90 }, 10))).toBe(false);
  });

  it('3.7 of 10 hosts of which 9 must be healthy any failure but that of the last fails all', () => {
    for (const wasHealthy of [true, false]) {
      for (let failing = 0; failing < 9; failing++) {
        expect(run(fleet(10, [failing], wasHealthy), 9)).toMatchObject({ begun: failing + 1, succeeded: false });
      }
      expect(run(fleet(10, [9], wasHealthy), 9)).toMatchObject({ begun: 10, succeeded: true });
    }
  });

  it('3.7 of 10 hosts of which 8 must be healthy two failures fail all, unless the last is the second', () => {
    expect(run(fleet(10, [3]), 8).succeeded).toBe(true);
    expect(run(fleet(10, [3, 5]), 8)).toMatchObject({ succeeded: false, begun: 6 });
    expect(run(fleet(10, [3, 9]), 8)).toMatchObject({ succeeded: true, begun: 10 });
  });

  it('3.7 a single host, one at a time, must succeed', () => {
    expect(minimumOf(ONE_AT_A_TIME, 1)).toBe(0);
    expect(run(fleet(1), 0).succeeded).toBe(true);
    expect(run(fleet(1, [0]), 0).succeeded).toBe(false);
  });

  it('3.7 all at once succeeds when one host does', () => {
    expect(run(fleet(5, [0, 1, 2, 4]), 0).succeeded).toBe(true);
    expect(run(fleet(5, [0, 1, 2, 3, 4]), 0).succeeded).toBe(false);
  });

  it('3.7 healthy hosts are touched when those that are unhealthy have ended, and only while enough are healthy', () => {
    const unhealthy = fleet(4, [0, 1, 2], false);
    expect(run([...unhealthy, ...fleet(6)], 5)).toMatchObject({ begun: 10, succeeded: true });
    expect(run([...fleet(4, [0, 1, 2, 3], false), ...fleet(6)], 6)).toMatchObject({ begun: 4, succeeded: false });
  });

  it('3.7 a free place is taken as soon as a host ends, and failures leave fewer places', () => {
    expect(run(fleet(6, [0]), 3).atOnce).toEqual([3, 2, 2, 2, 2, 1]);
  });

  it('3.7 whatever fails, enough stay healthy, nothing goes on when it is lost, and success is what it says', () => {
    const host = fc.record({ wasHealthy: fc.boolean(), succeeds: fc.boolean() });
    fc.assert(
      fc.property(fc.array(host, { minLength: 1, maxLength: 40 }), fc.nat(40), (hosts, wanted) => {
        const minimum = Math.min(wanted, hosts.length - 1);
        const healthyBefore = hosts.filter(({ wasHealthy }) => wasHealthy).length;
        const outcome = run(hosts, minimum);
        const allSucceeded = hosts.filter(({ succeeds }) => succeeds).length;
        // Who starts with fewer than the minimum never has fewer still.
        expect(outcome.leastHealthy).toBeGreaterThanOrEqual(Math.min(minimum, healthyBefore));
        expect(Math.max(...outcome.atOnce)).toBeLessThanOrEqual(Math.max(1, hosts.length - minimum));
        expect(outcome.begun).toBeGreaterThan(0);
        if (outcome.begun === hosts.length) {
          expect(outcome.succeeded).toBe(allSucceeded >= Math.max(1, minimum));
        } else {
          expect(outcome.succeeded).toBe(false);
          expect(hosts.length - allSucceeded).toBeGreaterThanOrEqual(hosts.length - minimum);
        }
      }),
    );
  });

  it('3.7 nothing is lost while nobody waits', () => {
    const ended = { running: 0, runningUnhealthy: 0, waitingUnhealthy: 0, waitingHealthy: 0 };
    expect(isLost({ ...ended, total: 2, minimum: 1, succeeded: 0, failed: 2 })).toBe(false);
    expect(isLost({ ...ended, total: 3, minimum: 1, succeeded: 0, failed: 2, waitingHealthy: 1 })).toBe(true);
  });
});
