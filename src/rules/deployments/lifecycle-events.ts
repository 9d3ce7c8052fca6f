/** What runs on a machine (spec 3.6). */
const INSTALLATION = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
] as const;

/** A target leaves the load balancer, and comes back to it. */
const LEAVING = ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'] as const;
const COMING_BACK = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'] as const;

export type LifecycleEventName =
  | (typeof INSTALLATION)[number]
  | (typeof LEAVING)[number]
  | (typeof COMING_BACK)[number]
  | 'AllowTestTraffic'
  | 'AfterAllowTestTraffic';

/** The lifecycle events of each kind of target, in their order (spec 3.6); the agent and the service add no others. */
export const LIFECYCLE_EVENTS = {
  inPlace: INSTALLATION,
  inPlaceBehindLoadBalancer: [...LEAVING, ...INSTALLATION, ...COMING_BACK],
  green: [...INSTALLATION, ...COMING_BACK],
  blue: LEAVING,
  blueRestored: COMING_BACK,
  greenAbandoned: LEAVING,
  lambda: COMING_BACK,
  ecs: ['BeforeInstall', 'Install', 'AfterInstall', ...COMING_BACK],
  ecsWithTestListener: [
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'AllowTestTraffic',
    'AfterAllowTestTraffic',
    ...COMING_BACK,
  ],
} as const satisfies Record<string, readonly LifecycleEventName[]>;

/** All that there are. */
export const ALL_LIFECYCLE_EVENTS: readonly LifecycleEventName[] = [...new Set(Object.values(LIFECYCLE_EVENTS).flat())];

/** How many of a green machine's events come before traffic is let to it (spec 3.9). */
export const EVENTS_BEFORE_TRAFFIC = INSTALLATION.length;

/** Every event that an appspec.yml may name; of the service's own the scripts never run (spec 3.6). */
export const SERVER_EVENTS: readonly string[] = LIFECYCLE_EVENTS.inPlaceBehindLoadBalancer;

const OWN_EVENTS: readonly string[] = ['DownloadBundle', 'Install', 'BlockTraffic', 'AllowTraffic', 'AllowTestTraffic'];

/** Whether scripts or functions can run at an event; what the agent and the service do themselves has none (spec 3.6). */
export function isScriptable(event: LifecycleEventName): boolean {
  return !OWN_EVENTS.includes(event);
}

/** What the API says of how an event ended (spec 3.6). */
export const LIFECYCLE_ERROR_CODES = [
  'Success',
  'ScriptMissing',
  'ScriptNotExecutable',
  'ScriptTimedOut',
  'ScriptFailed',
  'UnknownError',
] as const;
export type LifecycleErrorCode = (typeof LIFECYCLE_ERROR_CODES)[number];

/** Which bundle's scripts run at an event: the deployment's own, that of the last install, or the last one that came to the machine. */
export type ScriptOrigin = 'current' | 'lastSuccessfulInstall' | 'mostRecent';

/** Where the scripts of an event come from (spec 3.6) [AG]. */
export function scriptOrigin(event: LifecycleEventName, isBlueGreenRollback: boolean): ScriptOrigin {
  switch (event) {
    case 'ApplicationStop':
      return 'lastSuccessfulInstall';
    case 'BeforeBlockTraffic':
    case 'AfterBlockTraffic':
      return isBlueGreenRollback ? 'mostRecent' : 'lastSuccessfulInstall';
    case 'BeforeAllowTraffic':
    case 'AfterAllowTraffic':
      return isBlueGreenRollback ? 'lastSuccessfulInstall' : 'current';
    default:
      return 'current';
  }
}

/** Whether ignoreApplicationStopFailures lets a target go on after this event failed (spec 3.6). */
export function isStopFailureIgnorable(event: LifecycleEventName): boolean {
  return event === 'ApplicationStop' || event === 'BeforeBlockTraffic' || event === 'AfterBlockTraffic';
}
