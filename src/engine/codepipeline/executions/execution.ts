import type { ConditionPlace } from '../../../rules/pipeline-declaration.ts';
import type { Timer } from '../../clock.ts';
import type { ConditionRun, RuleRun } from '../conditions/condition-run.ts';
import type { ActionLayout, PipelineVersion, StageLayout } from '../definitions/layout.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { DeployTarget } from '../deploy-targets/deploy-target.ts';
import type { Job } from '../jobs/job.ts';
import type { ActionResult } from '../runners/runner.ts';

export type ExecutionStatus =
  | 'Cancelled'
  | 'InProgress'
  | 'Stopped'
  | 'Stopping'
  | 'Succeeded'
  | 'Superseded'
  | 'Failed';
export type StageStatus = 'Cancelled' | 'InProgress' | 'Failed' | 'Stopped' | 'Stopping' | 'Succeeded' | 'Skipped';
export type ActionStatus = 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed';

export interface Trigger {
  readonly triggerType:
    | 'CreatePipeline'
    | 'StartPipelineExecution'
    | 'PollForSourceChanges'
    | 'Webhook'
    | 'CloudWatchEvent'
    | 'PutActionRevision'
    | 'WebhookV2'
    | 'ManualRollback'
    | 'AutomatedRollback';
  readonly triggerDetail: string;
}

/** A revision that a push or an override chose for a source action; what is absent is made up. */
export interface GivenRevision {
  readonly id?: string;
  readonly summary?: string;
  readonly author?: string;
  readonly url?: string;
  readonly objectKey?: string;
  /** The branch that the revision is on, where it is not the configured one. */
  readonly branch?: string;
  /** What the source calls the change that led to it (PutActionRevision). */
  readonly changeId?: string;
  /** When it came about, epoch milliseconds; otherwise when it is found. */
  readonly created?: number;
}

/** What a source action found. */
export interface SourceRevision {
  readonly id: string;
  readonly summary?: string;
  /** Where it is not the provider's usual page. */
  readonly url?: string;
  readonly created: number;
  /** What the source calls the change that led to it, where it told. */
  readonly changeId?: string;
}

export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
}

/** One run of a pipeline (spec 2.4). Times are epoch milliseconds. */
export interface Execution {
  readonly id: string;
  /** Counts the starts of this pipeline: the greater one is the newer one. */
  readonly number: number;
  readonly pipeline: Pipeline;
  readonly version: PipelineVersion;
  readonly type: 'STANDARD' | 'ROLLBACK';
  /** Of a rollback: the execution whose artifacts and variables it takes (spec 2.7). */
  readonly rollbackTarget?: Execution;
  readonly trigger: Trigger;
  readonly startTime: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Chosen revisions by source action. */
  readonly given: ReadonlyMap<string, GivenRevision>;
  status: ExecutionStatus;
  lastUpdateTime: number;
  stop?: { readonly reason?: string };
  /** 1, and one more with each retry (spec 2.14). */
  attempt: number;
  /** The stage in front of which it waits. */
  waitingAt?: number;
  /** What it did in each stage, by the stage's index. */
  readonly stageRuns: (StageRun | undefined)[];
  /** Every action that it ran, in order of start; a retry adds to it. */
  readonly actionRuns: ActionRun[];
  /** Every rule of a stage condition that was checked for it, in order of start. */
  readonly ruleRuns: RuleRun[];
  /** What the S3 keys of the artifacts made so far end in, by the artifact's place in the version. */
  readonly artifactKeys: (string | undefined)[];
}

/** An execution in a stage. */
export interface StageRun {
  readonly execution: Execution;
  readonly stage: StageLayout;
  status: StageStatus;
  manualRetries: number;
  automaticRetries: number;
  latestRetry?: 'ManualStageRetry' | 'AutomatedStageRetry';
  /** The checks of its conditions, by place; only where there were some. */
  conditions?: Partial<Record<ConditionPlace, ConditionRun>>;
  /** The run of each action that counts now, by the action's index; empty = to be run. */
  readonly runs: (ActionRun | undefined)[];
}

/** One run of an action. */
export interface ActionRun {
  readonly id: string;
  /** Counts the action runs of this pipeline. */
  readonly number: number;
  readonly stageRun: StageRun;
  readonly action: ActionLayout;
  readonly startTime: number;
  status: ActionStatus;
  lastUpdateTime: number;
  summary?: string;
  /** ARN of the user who acted on it. */
  updatedBy?: string;
  externalId?: string;
  externalUrl?: string;
  /** How far its worker says it is (spec 2.12). */
  percentComplete?: number;
  logStreamArn?: string;
  /** The approval request's token; kept when the request is closed, to tell late answers apart (spec 2.6). */
  token?: string;
  /** Whether somebody answered the approval request. */
  answered?: true;
  error?: ErrorDetails;
  revision?: SourceRevision;
  outputVariables?: Readonly<Record<string, string>>;
  /** Only when it differs from the declared configuration. */
  resolvedConfiguration?: Readonly<Record<string, string>>;
  /** Where it deploys to, if it knows; in the order in which they are deployed to (spec 2.9). */
  targets?: readonly DeployTarget[];
  /** What is still to happen to it by itself. */
  timer?: Timer;
  /** While it is in progress: ends it from outside. */
  control?: ActionControl;
}

export interface ActionControl {
  succeed(result: ActionResult): void;
  fail(result: ActionResult): void;
  /** What somebody outside has to do for it. */
  job?: Job;
}

const EXECUTION_STEPS: Record<ExecutionStatus, readonly ExecutionStatus[]> = {
  InProgress: ['Succeeded', 'Failed', 'Superseded', 'Stopping', 'Stopped', 'Cancelled'],
  Stopping: ['Stopped', 'Cancelled'],
  Failed: ['InProgress'],
  Stopped: ['InProgress'],
  Succeeded: [],
  Superseded: [],
  Cancelled: [],
};

const STAGE_STEPS: Record<StageStatus, readonly StageStatus[]> = {
  InProgress: ['Succeeded', 'Failed', 'Skipped', 'Stopping', 'Cancelled'],
  Stopping: ['Stopped', 'Cancelled'],
  Failed: ['InProgress'],
  Stopped: ['InProgress'],
  Succeeded: [],
  Skipped: [],
  Cancelled: [],
};

/** Moves an execution to another status; only the steps of spec 2.4 exist. */
export function setExecutionStatus(execution: Execution, status: ExecutionStatus, now: number): void {
  if (!EXECUTION_STEPS[execution.status].includes(status)) {
    throw new Error(`execution ${execution.id} cannot go from ${execution.status} to ${status}`);
  }
  execution.status = status;
  execution.lastUpdateTime = now;
}

/** Moves a stage to another status; only the steps of spec 2.4 exist. */
export function setStageStatus(stageRun: StageRun, status: StageStatus): void {
  if (!STAGE_STEPS[stageRun.status].includes(status)) {
    throw new Error(`stage ${stageRun.stage.name} cannot go from ${stageRun.status} to ${status}`);
  }
  stageRun.status = status;
}

/** Whether an execution is still under way: in a stage or in front of one. */
export function isActive(execution: Execution): boolean {
  return execution.status === 'InProgress' || execution.status === 'Stopping';
}

/** The run of an action in this execution that counts now; a rollback builds on those of its target (spec 2.7). */
export function runOf(execution: Execution, action: ActionLayout): ActionRun | undefined {
  const { stageRuns, rollbackTarget } = execution;
  return (stageRuns[action.stageIndex] ?? rollbackTarget?.stageRuns[action.stageIndex])?.runs[action.index];
}

/** The stage that an execution is in, or was in last. */
export function lastStageRun(execution: Execution): StageRun {
  return execution.stageRuns.findLast((run) => run !== undefined)!;
}
