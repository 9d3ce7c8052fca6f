export type TargetStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Unknown' | 'Ready';
export type TargetType = 'InstanceTarget' | 'LambdaTarget' | 'ECSTarget' | 'CloudFormationTarget';
export type LifecycleStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Unknown';

/** A machine, a service or a function that a deployment deploys to. */
export interface DeploymentTarget {
  readonly id: string;
  readonly type: TargetType;
  readonly status: TargetStatus;
  /** Blue/green on machines: which fleet it is of. */
  readonly label?: string;
  readonly updatedAt?: number;
  readonly events: readonly LifecycleEvent[];
  /** Who gets how much of the traffic; empty for machines, which have it or not. */
  readonly traffic: readonly TrafficShare[];
  /** The function and its alias, or the CloudFormation resource, as a name. */
  readonly subject?: string;
}

export interface LifecycleEvent {
  readonly name: string;
  readonly status: LifecycleStatus;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly diagnostics?: Diagnostics;
}

/** What a script or the service said of an event. */
export interface Diagnostics {
  readonly code?: string;
  readonly script?: string;
  readonly message?: string;
  /** The last lines of the script's output; empty where nothing was written. */
  readonly logTail: readonly string[];
}

/** A task set of an ECS service or a version of a function, and its share of the traffic. */
export interface TrafficShare {
  readonly id: string;
  /** `Blue`, `Green`, `version 42`. */
  readonly label: string;
  /** It takes the place of the other. */
  readonly isReplacement: boolean;
  /** Percent. */
  readonly weight?: number;
  readonly status?: string;
  readonly tasks?: { readonly desired?: number; readonly running?: number; readonly pending?: number };
  readonly targetGroup?: string;
}

const OVER: ReadonlySet<TargetStatus> = new Set(['Succeeded', 'Failed', 'Skipped']);

export function isTargetOver({ status }: Pick<DeploymentTarget, 'status'>): boolean {
  return OVER.has(status);
}

/** The event that tells most of how a target stands: what failed, what runs, or what ended last. */
export function currentEvent({ events }: DeploymentTarget): LifecycleEvent | undefined {
  return (
    events.find(({ status }) => status === 'Failed') ??
    events.find(({ status }) => status === 'InProgress') ??
    events.findLast(({ status }) => status === 'Succeeded')
  );
}

/** Events whose diagnostics say more than that all went well. */
export function failedEvents({ events }: DeploymentTarget): readonly LifecycleEvent[] {
  return events.filter(({ status }) => status === 'Failed');
}

/** From the first event that began to the last that ended; without an end while one runs. */
export function targetTimes({ events }: DeploymentTarget): { startedAt?: number; endedAt?: number } {
  const starts = events.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = events.flatMap(({ endedAt }) => endedAt ?? []);
  const runs = events.some(({ status }) => status === 'InProgress');
  return {
    startedAt: starts.length === 0 ? undefined : Math.min(...starts),
    endedAt: runs || ends.length === 0 ? undefined : Math.max(...ends),
  };
}

/** `script.sh: ScriptFailed: it said why` */
export function diagnosticsText({ code, script, message }: Diagnostics): string {
  return [script, code, message].filter(Boolean).join(': ');
}

/** `Green 10 %, Blue 90 %` */
export function trafficText(traffic: readonly TrafficShare[]): string {
  return traffic
    .filter(({ weight }) => weight !== undefined)
    .map(({ label, weight }) => `${label} ${weight} %`)
    .join(', ');
}
