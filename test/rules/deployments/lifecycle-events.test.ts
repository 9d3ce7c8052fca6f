import { describe, expect, it } from 'vitest';
import {
  EVENTS_BEFORE_TRAFFIC,
  isScriptable,
  isStopFailureIgnorable,
  LIFECYCLE_EVENTS,
  SERVER_EVENTS,
  scriptOrigin,
} from '../../../src/rules/deployments/lifecycle-events.ts';

const SEVEN =
  'ApplicationStop DownloadBundle BeforeInstall Install AfterInstall ApplicationStart ValidateService'.split(' ');
const BLOCK = 'BeforeBlockTraffic BlockTraffic AfterBlockTraffic'.split(' ');
const ALLOW = 'BeforeAllowTraffic AllowTraffic AfterAllowTraffic'.split(' ');

describe('lifecycle events', () => {
  it.each([
    ['inPlace', SEVEN],
    ['inPlaceBehindLoadBalancer', [...BLOCK, ...SEVEN, ...ALLOW]],
    ['green', [...SEVEN, ...ALLOW]],
    ['blue', BLOCK],
    ['blueRestored', ALLOW],
    ['greenAbandoned', BLOCK],
    ['lambda', ALLOW],
    ['ecs', ['BeforeInstall', 'Install', 'AfterInstall', ...ALLOW]],
    [
      'ecsWithTestListener',
      ['BeforeInstall', 'Install', 'AfterInstall', 'AllowTestTraffic', 'AfterAllowTestTraffic', ...ALLOW],
    ],
  ] as const)('3.6 of the kind %s', (kind, events) => {
    expect(LIFECYCLE_EVENTS[kind]).toEqual(events);
  });

  it('3.6 the first seven of a green machine come before traffic', () => {
    expect(LIFECYCLE_EVENTS.green.slice(0, EVENTS_BEFORE_TRAFFIC)).toEqual(SEVEN);
  });

  it('3.6 scripts run at nine of the thirteen', () => {
    expect(LIFECYCLE_EVENTS.inPlaceBehindLoadBalancer.filter((event) => !isScriptable(event))).toEqual([
      'BlockTraffic',
      'DownloadBundle',
      'Install',
      'AllowTraffic',
    ]);
    expect(isScriptable('AllowTestTraffic')).toBe(false);
    expect(SERVER_EVENTS).toHaveLength(13);
  });

  it.each([
    ['ApplicationStop', 'lastSuccessfulInstall', 'lastSuccessfulInstall'],
    ['BeforeBlockTraffic', 'lastSuccessfulInstall', 'mostRecent'],
    ['AfterBlockTraffic', 'lastSuccessfulInstall', 'mostRecent'],
    ['BeforeAllowTraffic', 'current', 'lastSuccessfulInstall'],
    ['AfterAllowTraffic', 'current', 'lastSuccessfulInstall'],
    ['BeforeInstall', 'current', 'current'],
    ['ValidateService', 'current', 'current'],
  ] as const)('3.6 the scripts of %s come from %s, in a blue/green rollback from %s', (event, normal, rollback) => {
    expect(scriptOrigin(event, false)).toBe(normal);
    expect(scriptOrigin(event, true)).toBe(rollback);
  });

  it('3.6 ignoreApplicationStopFailures speaks of three events', () => {
    expect(SERVER_EVENTS.filter((event) => isStopFailureIgnorable(event as 'Install'))).toEqual([
      'BeforeBlockTraffic',
      'AfterBlockTraffic',
      'ApplicationStop',
    ]);
  });
});
