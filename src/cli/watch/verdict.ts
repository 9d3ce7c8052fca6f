import { failedCondition, placeOfCondition, rulesText } from '../../domain/condition.ts';
import {
  type ActionExecution,
  type Execution,
  executionById,
  isOver,
  type RuleExecution,
  revisionText,
  rollbackAfter,
  shortExecution,
} from '../../domain/execution.ts';
import { type PipelineView, revisionOf } from '../../domain/pipeline-view.ts';

/** How a watch ended, as long as nothing from outside ended it. */
export interface Verdict {
  readonly exitCode: number;
  readonly status: string;
  readonly stage?: string;
  readonly action?: string;
  /** The execution that took it back. */
  readonly rolledBack?: string;
  readonly message: string;
}

export interface WatchGoal {
  /** The stage that is enough. */
  readonly until?: string;
  readonly failOnApproval: boolean;
}

/** The end, if this is one. `runs` and `rules` are those of the execution, oldest first. */
export function verdict(
  view: PipelineView,
  runs: readonly ActionExecution[],
  executionId: string,
  goal: WatchGoal,
  rules: readonly RuleExecution[] = [],
): Verdict | undefined {
  const execution = executionById(view.executions, executionId);
  const who = describe(view, executionId);
  if (goal.until !== undefined && hasPassed(view, runs, executionId, goal.until)) {
    return { exitCode: 0, status: 'Succeeded', stage: goal.until, message: `${who} has passed ${goal.until}` };
  }
  if (execution && isOver(execution.status)) return ended({ view, runs, rules }, execution, who);
  const open = runs.find((run) => run.category === 'Approval' && run.status === 'InProgress');
  if (!goal.failOnApproval || !open) return undefined;
  const { stage, action } = open;
  const message = `${who} waits for a person at ${stage}/${action}`;
  return { exitCode: 3, status: execution?.status ?? 'InProgress', stage, action, message };
}

/** `77b0e1d Blue header in storefront (e1a2f0)` */
export function describe(view: PipelineView, executionId: string): string {
  const revision = revisionText(revisionOf(view, executionId));
  const name = view.state?.id.name ?? view.executions?.pipeline.name ?? '';
  return `${revision === '' ? 'execution' : revision} in ${name} (${shortExecution(executionId)})`;
}

/** The stage has Succeeded for the execution: it says so itself, or the execution was seen to act behind it. */
function hasPassed(view: PipelineView, runs: readonly ActionExecution[], executionId: string, name: string): boolean {
  const stages = view.state?.stages ?? [];
  const index = stages.findIndex((stage) => stage.name === name);
  const { latest } = stages[index] ?? {};
  if (latest?.executionId === executionId && latest.status === 'Succeeded') return true;
  const behind = stages.slice(index + 1);
  const acted = (stage: string) => runs.some((run) => run.stage === stage);
  // By now the next one may stand there.
  if (executionById(view.executions, executionId)?.status === 'Succeeded' && acted(name)) return true;
  return behind.some(
    (stage) => acted(stage.name) || stage.inbound.some((inbound) => inbound.executionId === executionId),
  );
}

/** What tells how an execution went. */
interface Evidence {
  readonly view: PipelineView;
  readonly runs: readonly ActionExecution[];
  readonly rules: readonly RuleExecution[];
}

function ended(evidence: Evidence, execution: Execution, who: string): Verdict {
  const { status } = execution;
  if (status === 'Succeeded') return { exitCode: 0, status, message: `${who} has succeeded` };
  const failure = status === 'Failed' ? failureOf(evidence, execution.id) : undefined;
  const rolledBack = rollbackAfter(evidence.view.executions, execution)?.id;
  const after = rolledBack === undefined ? '' : `; ${shortExecution(rolledBack)} rolled it back`;
  return {
    exitCode: 1,
    status,
    stage: failure?.stage,
    action: failure?.action,
    rolledBack,
    message: `${who} ${howItEnded(execution, failure)}${after}`,
  };
}

/** Where an execution failed, and what was said there. */
interface Failure {
  readonly stage: string;
  /** Absent where no action failed, but a condition. */
  readonly action?: string;
  readonly said?: string;
}

/** A condition that failed a stage did so after its actions, or kept them from beginning. */
function failureOf({ view, runs, rules }: Evidence, executionId: string): Failure | undefined {
  const stage = view.state?.stages.find(
    ({ latest }) => latest?.executionId === executionId && latest.status === 'Failed',
  );
  const condition = stage && failedCondition(stage);
  if (condition) {
    const said = [`the condition ${placeOfCondition(condition)}`, rulesText(condition)].filter(Boolean).join(': ');
    return { stage: stage.name, said };
  }
  // A run that failed and was made again is no end.
  const run = runs.findLast((one) => one.status === 'Failed' && lastOf(runs, one) === one);
  if (run) return { stage: run.stage, action: run.action, said: run.error?.message ?? run.summary };
  const rule = rules.findLast(({ status }) => status === 'Failed');
  if (!rule) return undefined;
  const said = [`the rule ${rule.rule} was not met`, rule.error?.message ?? rule.summary].filter(Boolean).join(': ');
  return { stage: rule.stage, said };
}

function lastOf(runs: readonly ActionExecution[], { stage, action }: ActionExecution): ActionExecution | undefined {
  return runs.findLast((run) => run.stage === stage && run.action === action);
}

/** It failed, and neither the state nor its runs say where: another execution has taken its stage, and a rule was not met. */
export function isUnexplained(found: Verdict | undefined): boolean {
  return found?.status === 'Failed' && found.stage === undefined;
}

function howItEnded({ status, stopReason, statusSummary }: Execution, failure: Failure | undefined): string {
  const why = stopReason ?? statusSummary;
  const because = why === undefined ? '' : `: ${why}`;
  switch (status) {
    case 'Failed': {
      if (!failure) return `has failed${because}`;
      const { stage, action, said } = failure;
      return `has failed at ${[stage, action].filter(Boolean).join('/')}${said ? `: ${said}` : ''}`;
    }
    case 'Superseded':
      return 'was superseded by a newer execution';
    case 'Cancelled':
      return `was cancelled${because}`;
    case 'Stopped':
      return `was stopped${because}`;
    default:
      return `has ended as ${status}${because}`;
  }
}
