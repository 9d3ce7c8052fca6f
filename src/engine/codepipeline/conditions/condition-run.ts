import type { ConditionPlace, RuleDeclaration } from '../../../rules/pipeline-declaration.ts';
import type { RuleType } from '../../../rules/rule-types.ts';
import type { Timer } from '../../clock.ts';
import type { ErrorDetails, StageRun } from '../executions/execution.ts';

export type ConditionStatus =
  | 'InProgress'
  | 'Failed'
  | 'Errored'
  | 'Succeeded'
  | 'Cancelled'
  | 'Abandoned'
  | 'Overridden';
export type RuleStatus = 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed';

/** One check of a stage's condition (spec 2.4). Times are epoch milliseconds. */
export interface ConditionRun {
  readonly place: ConditionPlace;
  status: ConditionStatus;
  summary?: string;
  lastStatusChange: number;
  /** As declared. */
  readonly rules: RuleRun[];
}

/** One run of a rule. */
export interface RuleRun {
  readonly id: string;
  /** Counts the rule runs of this pipeline. */
  readonly number: number;
  readonly stageRun: StageRun;
  readonly rule: RuleDeclaration;
  readonly type: RuleType;
  readonly startTime: number;
  status: RuleStatus;
  lastUpdateTime: number;
  summary?: string;
  /** ARN of the user who overrode its condition. */
  updatedBy?: string;
  externalId?: string;
  externalUrl?: string;
  error?: ErrorDetails;
  /** Only when it differs from the declared configuration. */
  resolvedConfiguration?: Readonly<Record<string, string>>;
  /** What is still to happen to it by itself. */
  timer?: Timer;
}

/** Whether a condition lets its stage go on (spec 2.4: all rules succeeded, or somebody overrode it). */
export function hasPassed({ status }: ConditionRun): boolean {
  return status === 'Succeeded' || status === 'Overridden';
}
