import { conditionInProgress } from '../../domain/condition.ts';
import { type ActionExecution, type Execution, executionById } from '../../domain/execution.ts';
import type { StageCondition, StageState } from '../../domain/pipeline.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';

export type ChangeType = 'execution' | 'stage' | 'action' | 'approval' | 'transition';

/** How one thing stands: the execution itself, a stage, a run of an action, a transition. */
interface Fact {
  /** Tells it apart from all others of the same execution. */
  readonly key: string;
  readonly type: ChangeType;
  readonly stage?: string;
  readonly action?: string;
  readonly status: string;
  readonly summary?: string;
  /** Since when, in epoch milliseconds by the service's clock; undefined where AWS does not tell. */
  readonly at?: number;
}

export interface Change extends Omit<Fact, 'key' | 'status'> {
  readonly from?: string;
  readonly to: string;
}

/** What is known of one execution at one moment, in the order of its way through the pipeline. */
export type Progress = readonly Fact[];

/** What was read of one execution. */
export interface Reading {
  readonly view: PipelineView;
  /** Its action executions, oldest first: the state alone may still show those of the one before. */
  readonly runs: readonly ActionExecution[];
  readonly executionId: string;
  /** The runs were asked for after the state had come: an end that the state shows has its cause among them. */
  readonly runsAreNewer: boolean;
  /** Nothing more is read after this: only now the end of the whole cannot come before that of a part. */
  readonly isLast: boolean;
}

const ENDED = new Set(['Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded', 'Skipped']);

/** How everything stands, in the order to be told: what begins before its parts, what has ended after them. */
export function progressOf(reading: Reading): Progress {
  const { view, runs, executionId, isLast } = reading;
  const execution = executionById(view.executions, executionId);
  const whole = execution && (isLast || !ENDED.has(execution.status)) ? [executionFact(execution)] : [];
  let isBehind = false;
  const stages = (view.state?.stages ?? []).flatMap((stage) => {
    // What follows a stage whose end cannot be told yet is not told before it.
    isBehind ||= isAhead(stage, reading);
    if (isBehind) return transitionFact(stage);
    const own = runs.filter((run) => run.stage === stage.name);
    return [...transitionFact(stage), ...around(own.map(runFact), stageFact(stage, own, reading))];
  });
  return around(stages, whole);
}

/** The state shows an end of the stage whose cause the runs cannot show yet. */
function isAhead({ latest }: StageState, { executionId, runsAreNewer }: Reading): boolean {
  return !runsAreNewer && latest?.executionId === executionId && ENDED.has(latest.status);
}

/** What begins comes before its parts and what has ended after them, also when all is seen at once. */
function around(parts: readonly Fact[], whole: readonly Fact[]): Fact[] {
  return whole.some(({ status }) => ENDED.has(status)) ? [...parts, ...whole] : [...whole, ...parts];
}

function executionFact({ status, statusSummary, startedAt, updatedAt }: Execution): Fact {
  const at = status === 'InProgress' ? startedAt : updatedAt;
  return { key: 'execution', type: 'execution', status, summary: statusSummary, at };
}

function transitionFact({ name, transition }: StageState): Fact[] {
  const status = transition.enabled ? 'Enabled' : 'Disabled';
  return [
    {
      key: `transition ${name}`,
      type: 'transition',
      stage: name,
      status,
      summary: transition.reason,
      at: transition.at,
    },
  ];
}

function stageFact(stage: StageState, runs: readonly ActionExecution[], reading: Reading): Fact[] {
  const { executionId } = reading;
  const base = { key: `stage ${stage.name}`, type: 'stage', stage: stage.name } as const;
  const status = stageStatus(stage, runs, reading);
  if (status !== undefined) return [{ ...base, status, at: stageTime(status, runs, conditionsOf(stage, executionId)) }];
  if (!stage.inbound.some((inbound) => inbound.executionId === executionId)) return [];
  const { enabled, reason } = stage.transition;
  const why = enabled ? 'the stage is busy' : `its transition is closed: ${reason ?? 'no reason given'}`;
  return [{ ...base, status: 'Inbound', summary: why }];
}

/**
 * How a stage stands for this execution. What runs is told by the runs, so that a stage never begins after its first action
 * and never ends before its last, whichever of the two answers came first; the state may show the next execution already.
 */
function stageStatus(stage: StageState, runs: readonly ActionExecution[], reading: Reading): string | undefined {
  const told = stage.latest?.executionId === reading.executionId ? stage.latest.status : undefined;
  if (told !== undefined && told !== 'InProgress' && told !== 'Succeeded') return told;
  if (runs.length === 0) return conditionInProgress(stage) && told;
  const last = stage.actions.map(({ name }) => runs.findLast((run) => run.action === name)?.status);
  if (last.every((status) => status === 'Succeeded')) return hasPassed(stage, told, reading) ? 'Succeeded' : told;
  const failed = last.includes('Failed') && !last.includes('InProgress');
  return told === undefined && failed ? 'Failed' : 'InProgress';
}

/** Of a stage that is judged when its actions have succeeded: whether it says so itself, or the execution is seen behind it. */
function hasPassed(stage: StageState, told: string | undefined, { view, runs, executionId }: Reading): boolean {
  if (told === 'Succeeded' || !stage.conditions.some(({ place }) => place === 'onSuccess')) return true;
  if (executionById(view.executions, executionId)?.status === 'Succeeded') return true;
  const stages = view.state?.stages ?? [];
  return stages.slice(stages.indexOf(stage) + 1).some(({ name, latest, inbound }) => {
    const isThere = [latest, ...inbound].some((execution) => execution?.executionId === executionId);
    return isThere || runs.some((run) => run.stage === name);
  });
}

function conditionsOf({ latest, conditions }: StageState, executionId: string): readonly StageCondition[] {
  return latest?.executionId === executionId ? conditions : [];
}

/** A stage begins with its first run and ends with the last run or condition that ends; one that is retried begins again with the next run. */
function stageTime(
  status: string,
  runs: readonly ActionExecution[],
  conditions: readonly StageCondition[],
): number | undefined {
  if (ENDED.has(status)) {
    const ends = [
      ...runs.flatMap((run) => (run.status === 'InProgress' ? [] : (run.updatedAt ?? []))),
      ...conditions.flatMap(({ since }) => since ?? []),
    ];
    return ends.length === 0 ? undefined : Math.max(...ends);
  }
  const running = runs.find((run) => run.status === 'InProgress');
  if (running) return running.startedAt;
  const checked = conditions.find((condition) => condition.status === 'InProgress');
  if (checked && runs.length === 0) return checked.since;
  return runs.every((run) => run.status === 'Succeeded') ? runs[0]?.startedAt : undefined;
}

function runFact(run: ActionExecution): Fact {
  const status = run.status ?? 'InProgress';
  return {
    key: `run ${run.actionExecutionId}`,
    type: run.category === 'Approval' ? 'approval' : 'action',
    stage: run.stage,
    action: run.action,
    status,
    summary: run.error?.message ?? run.summary,
    at: status === 'InProgress' ? run.startedAt : run.updatedAt,
  };
}

/** The status of everything that was told so far, by its key. */
export type Told = ReadonlyMap<string, string>;

/** What is new since the last look. At the first look that is everything but the transitions that are open. */
export function changes(told: Told | undefined, now: Progress): Change[] {
  const found = now.filter((fact) => {
    if (told?.get(fact.key) === fact.status) return false;
    return told !== undefined || fact.type !== 'transition' || fact.status === 'Disabled';
  });
  return found.map(({ key, status, ...rest }) => ({ ...rest, from: told?.get(key), to: status }));
}

/** What was told before and now; what is not seen for a moment is not forgotten. */
export function remember(told: Told | undefined, now: Progress): Told {
  return new Map([...(told ?? []), ...now.map(({ key, status }) => [key, status] as const)]);
}
