import type { Exact } from './exact.ts';
import type { PipelineId } from './identity.ts';

export type PipelineType = 'V1' | 'V2';
export type ExecutionMode = 'SUPERSEDED' | 'QUEUED' | 'PARALLEL';

/** A line of ListPipelines. Times are epoch milliseconds by the service's clock, here and everywhere in the domain. */
export interface PipelineSummary {
  readonly id: PipelineId;
  readonly version: number;
  readonly type: PipelineType;
  readonly executionMode: ExecutionMode;
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

export const EXECUTION_STATUSES = [
  'InProgress',
  'Succeeded',
  'Failed',
  'Stopping',
  'Stopped',
  'Superseded',
  'Cancelled',
] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];
export type StageStatus = 'Cancelled' | 'InProgress' | 'Failed' | 'Stopped' | 'Stopping' | 'Succeeded' | 'Skipped';
export type ActionStatus = 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed';
export type ExecutionType = 'STANDARD' | 'ROLLBACK';

/** GetPipelineState: what stands in each stage now. Stages may hold different executions. */
export interface PipelineState {
  readonly id: PipelineId;
  readonly version: number;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly stages: readonly StageState[];
}

export interface StageState {
  readonly name: string;
  /** Absent while no execution has ever entered the stage. */
  readonly latest?: StageExecution;
  /** Executions that wait in front of the stage, the next one first. */
  readonly inbound: readonly StageExecution[];
  /** The inbound transition: the signal in front of this stage. */
  readonly transition: Transition;
  readonly actions: readonly ActionState[];
  /** Those that the definition declares, in the order in which they are checked. */
  readonly conditions: readonly StageCondition[];
  readonly retry?: { readonly automatic: number; readonly manual: number };
}

export interface StageExecution {
  readonly executionId: string;
  readonly status: StageStatus;
  readonly type: ExecutionType;
}

export type ConditionPlace = 'beforeEntry' | 'onSuccess' | 'onFailure';
export type ConditionStatus =
  | 'InProgress'
  | 'Failed'
  | 'Errored'
  | 'Succeeded'
  | 'Cancelled'
  | 'Abandoned'
  | 'Overridden';

/** A condition of a stage, as the stage's latest execution found it. */
export interface StageCondition {
  readonly place: ConditionPlace;
  /** Absent while it has not been checked. */
  readonly status?: ConditionStatus;
  /** lastStatusChange */
  readonly since?: number;
  readonly rules: readonly ConditionRule[];
}

export interface ConditionRule {
  readonly name: string;
  readonly status?: ActionStatus;
  readonly summary?: string;
}

export interface Transition {
  readonly enabled: boolean;
  readonly reason?: string;
  /** ARN of who changed it last. */
  readonly by?: string;
  readonly at?: number;
}

export interface ActionError {
  readonly code?: string;
  readonly message?: string;
}

export interface ActionState {
  readonly name: string;
  /** Absent while the action has never begun. */
  readonly status?: ActionStatus;
  readonly actionExecutionId?: string;
  /** lastStatusChange */
  readonly since?: number;
  readonly summary?: string;
  readonly error?: ActionError;
  readonly percent?: number;
  readonly updatedBy?: string;
  /** Present only while an approval is open. */
  readonly token?: Exact;
  readonly externalId?: string;
  readonly externalUrl?: string;
  readonly entityUrl?: string;
  readonly revisionUrl?: string;
  readonly revisionId?: string;
  readonly log?: LogStreamRef;
}

/** Where a log is. Names stay exact, since a stream's name may hold any character. */
export interface LogStreamRef {
  readonly group: Exact;
  readonly stream: Exact;
  /** The same for the eye: `GROUP STREAM`. */
  readonly text: string;
}

/** What an operator reads out of a definition; the document itself, GetPipeline's answer as JSON, stays exact. */
export interface PipelineDefinition {
  readonly id: PipelineId;
  readonly version: number;
  readonly type: PipelineType;
  readonly executionMode: ExecutionMode;
  readonly stages: readonly StageDeclaration[];
  readonly variables: readonly { readonly name: string; readonly defaultValue?: string }[];
  readonly updatedAt?: number;
  readonly document: Exact;
}

export interface StageDeclaration {
  readonly name: string;
  readonly actions: readonly ActionDeclaration[];
  /** What follows from the conditions that it declares: `FAIL`, `SKIP`, `ROLLBACK`, `RETRY` (spec 2.4). */
  readonly results?: Partial<Readonly<Record<ConditionPlace, string>>>;
}

export interface ActionDeclaration {
  readonly name: string;
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly runOrder: number;
  readonly region?: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly timeoutMinutes?: number;
}
