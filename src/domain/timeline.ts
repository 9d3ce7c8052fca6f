import { type Execution, isOver, shortExecution, startedBy } from './execution.ts';
import type { Attempt } from './execution-course.ts';
import { attemptsOf, type ExecutionRecord, oldestFirst } from './execution-course.ts';
import { principalText } from './identity.ts';

export type TimelineKind =
  | 'started'
  | 'began'
  | 'retried'
  | 'asked'
  | 'succeeded'
  | 'failed'
  | 'abandoned'
  | 'approved'
  | 'rejected'
  | 'condition'
  | 'rolled-back'
  | 'ended';

/** Something that happened in an execution, at epoch milliseconds of the service's clock. */
export interface TimelineEvent {
  readonly at?: number;
  readonly kind: TimelineKind;
  /** `Prod/Deploy`, or `Prod`; absent where it is about the execution. */
  readonly where?: string;
  /** What happened, in a few words. */
  readonly what: string;
  /** Whoever did it, as far as AWS tells. */
  readonly who?: string;
  /** What was said: a comment, an error, a reason. */
  readonly said?: string;
}

/** Everything that is known to have happened in an execution, in its order. `rolledBackBy` is the execution that took it back. */
export function timeline(record: ExecutionRecord, rolledBackBy?: Execution): TimelineEvent[] {
  const { execution } = record;
  const events = [
    startOf(execution),
    ...attemptsOf(record.runs).flatMap((run) => (run.category === 'Approval' ? approvalEvents(run) : runEvents(run))),
    ...conditionEvents(record),
    ...endOf(execution),
    ...(rolledBackBy ? [rollbackOf(rolledBackBy)] : []),
  ];
  // What has no time keeps its place behind what came before it.
  let latest = Number.NEGATIVE_INFINITY;
  const placed = events.map((event) => {
    latest = event.at ?? latest;
    return { event, at: event.at ?? latest };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

function startOf(execution: Execution): TimelineEvent {
  const { startedAt, trigger, type, rollbackOf: target } = execution;
  const who = startedBy(execution);
  return {
    at: startedAt,
    kind: 'started',
    what: type === 'ROLLBACK' ? `started, to bring back ${target ? shortExecution(target) : 'older work'}` : 'started',
    who,
    said: trigger && [trigger.type, who ? undefined : trigger.detail].filter(Boolean).join(': '),
  };
}

function runEvents(run: Attempt): TimelineEvent[] {
  const again = run.attempt > 1;
  const where = `${run.stage}/${run.action}`;
  const began: TimelineEvent = {
    at: run.startedAt,
    kind: again ? 'retried' : 'began',
    where,
    what: again ? `began again, attempt ${run.attempt}` : 'began',
  };
  const error = [run.error?.code, run.error?.message].filter(Boolean).join(': ');
  const who = run.updatedBy && principalText(run.updatedBy);
  const end = { at: run.updatedAt, where, who };
  switch (run.status) {
    case 'Succeeded':
      return [began, { ...end, kind: 'succeeded', what: 'succeeded', said: run.summary }];
    case 'Failed':
      return [began, { ...end, kind: 'failed', what: 'failed', said: error || run.summary }];
    case 'Abandoned':
      return [began, { ...end, kind: 'abandoned', what: 'was abandoned', said: error || run.summary }];
    default:
      return [began];
  }
}

/** Who did not answer in time is nobody (spec 2.6). */
function approvalEvents(run: Attempt): TimelineEvent[] {
  const where = `${run.stage}/${run.action}`;
  const what = run.attempt > 1 ? `asks for a person again, attempt ${run.attempt}` : 'asks for a person';
  const asked: TimelineEvent = { at: run.startedAt, kind: 'asked', where, what, said: run.configuration.CustomData };
  const who = run.updatedBy && principalText(run.updatedBy);
  const end = { at: run.updatedAt, where, who, said: run.summary };
  switch (run.status) {
    case 'Succeeded':
      return [asked, { ...end, kind: 'approved', what: 'was approved' }];
    case 'Failed':
      if (who) return [asked, { ...end, kind: 'rejected', what: 'was rejected' }];
      return [asked, { ...end, kind: 'failed', what: 'failed', said: run.error?.message ?? run.summary }];
    case 'Abandoned':
      return [asked, { ...end, kind: 'abandoned', what: 'was abandoned' }];
    default:
      return [asked];
  }
}

/** Rules are told where they have found something. */
function conditionEvents({ rules }: ExecutionRecord): TimelineEvent[] {
  return oldestFirst(rules).flatMap((rule) => {
    if (rule.status === 'InProgress') return [];
    const what = `rule ${rule.rule} ${rule.status === 'Succeeded' ? 'was met' : RULE_ENDS[rule.status ?? 'Failed']}`;
    const who = rule.updatedBy && principalText(rule.updatedBy);
    const said = rule.error?.message ?? rule.summary;
    return [{ at: rule.updatedAt, kind: 'condition', where: rule.stage, what, who, said }];
  });
}

const RULE_ENDS = { Failed: 'was not met', Abandoned: 'was abandoned', Succeeded: 'was met' } as const;

function endOf({ status, updatedAt, stopReason, statusSummary }: Execution): TimelineEvent[] {
  if (!isOver(status) && status !== 'Stopping') return [];
  return [{ at: updatedAt, kind: 'ended', what: ENDS[status] ?? status, said: stopReason ?? statusSummary }];
}

const ENDS: Partial<Record<Execution['status'], string>> = {
  Succeeded: 'succeeded',
  Failed: 'failed',
  Stopping: 'is being stopped',
  Stopped: 'was stopped',
  Superseded: 'was superseded by a newer execution',
  Cancelled: 'was cancelled: the pipeline was changed',
};

function rollbackOf({ id, startedAt }: Execution): TimelineEvent {
  return { at: startedAt, kind: 'rolled-back', what: `was rolled back by ${shortExecution(id)}` };
}
