import type { LifecycleErrorCode, LifecycleEventName } from '../../../rules/deployments/lifecycle-events.ts';

export type TargetStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Unknown' | 'Ready';
export type LifecycleEventStatus = Exclude<TargetStatus, 'Ready'>;

/** How a lifecycle event ended, in the words of the agent (spec 3.6). */
export interface Diagnostics {
  readonly errorCode: LifecycleErrorCode;
  readonly scriptName: string;
  readonly message: string;
  readonly logTail: string;
}

/** A step of a deployment on a target; times in epoch milliseconds. */
export interface LifecycleEvent {
  readonly name: LifecycleEventName;
  status: LifecycleEventStatus;
  startTime?: number;
  endTime?: number;
  diagnostics?: Diagnostics;
  /** What the function of a Lambda or ECS hook answers with (spec 3.10). */
  hookId?: string;
}

/** The versions that a Lambda function's alias points at, and the percentage that the new one gets (spec 3.10). */
export interface LambdaFunctionInfo {
  readonly functionName: string;
  readonly functionAlias: string;
  readonly currentVersion: string;
  readonly targetVersion: string;
  targetVersionWeight: number;
}

/** Tasks of an ECS service (spec 3.11); the first member is misspelt in the API. */
export interface TaskSet {
  readonly identifer: string;
  readonly desiredCount: number;
  readonly pendingCount: number;
  readonly runningCount: number;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  readonly trafficWeight: number;
  readonly targetGroup: { readonly name: string };
  readonly taskSetLabel: 'Blue' | 'Green';
}

/** What a deployment deploys to: a machine, a Lambda function or an ECS service (spec 3.12). */
export interface Target {
  readonly type: 'InstanceTarget' | 'LambdaTarget' | 'ECSTarget';
  readonly id: string;
  readonly arn: string;
  /** Of a machine in a blue/green deployment. */
  readonly label?: 'Blue' | 'Green';
  readonly events: readonly LifecycleEvent[];
  status: TargetStatus;
  /** Epoch milliseconds. */
  lastUpdatedAt: number;
  readonly lambda?: LambdaFunctionInfo;
  taskSets?: readonly TaskSet[];
}

type Facts = Pick<Target, 'type' | 'id' | 'arn' | 'label' | 'lambda'>;

/** A target at which nothing has begun: all its events are listed from the beginning (spec 3.6). */
export function newTarget(facts: Facts, eventNames: readonly LifecycleEventName[], now: number): Target {
  return {
    ...facts,
    events: eventNames.map((name) => ({ name, status: 'Pending' })),
    status: 'Pending',
    lastUpdatedAt: now,
  };
}

/** What the API says of an event that went well; one in which there was nothing to do is no different (spec 3.6). */
export const SUCCESS: Diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };

/** How an event ends that failed for no script's sake. */
export function unknownError(message: string): Diagnostics {
  return { errorCode: 'UnknownError', scriptName: '', message, logTail: '' };
}
