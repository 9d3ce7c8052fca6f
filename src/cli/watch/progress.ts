import { type ActionExecution, executionById } from '../../domain/execution.ts';
import type { StageState } from '../../domain/pipeline.ts';
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
}

export interface Change extends Omit<Fact, 'key' | 'status'> {
  readonly from?: string;
  readonly to: string;
}

/** What is known of one execution at one moment, in the order of its way through the pipeline. */
export type Progress = readonly Fact[];

const ENDED = new Set(['Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded', 'Skipped']);

/** `runs` are the action executions of this execution: the state alone may still show those of the one before. */
export function progressOf(view: PipelineView, runs: readonly ActionExecution[], executionId: string): Progress {
  const execution = executionById(view.executions, executionId);
  const own: Fact[] = execution
    ? [{ key: 'execution', type: 'execution', status: execution.status, summary: execution.statusSummary }]
    : [];
  const stages = (view.state?.stages ?? []).flatMap((stage) => {
    const acts = runs.filter((run) => run.stage === stage.name).map(runFact);
    return [...transitionFact(stage), ...around(acts, stageFact(stage, executionId))];
  });
  return around(stages, own);
}

/** What begins comes before its parts and what has ended after them, also when all is seen at once. */
function around(parts: readonly Fact[], whole: readonly Fact[]): Fact[] {
  return whole.some(({ status }) => ENDED.has(status)) ? [...parts, ...whole] : [...whole, ...parts];
}

function transitionFact({ name, transition }: StageState): Fact[] {
  const status = transition.enabled ? 'Enabled' : 'Disabled';
  return [{ key: `transition ${name}`, type: 'transition', stage: name, status, summary: transition.reason }];
}

function stageFact(stage: StageState, executionId: string): Fact[] {
  const base = { key: `stage ${stage.name}`, type: 'stage', stage: stage.name } as const;
  if (stage.latest?.executionId === executionId) return [{ ...base, status: stage.latest.status }];
  if (!stage.inbound.some((inbound) => inbound.executionId === executionId)) return [];
  const why = stage.transition.enabled
    ? 'the stage is busy'
    : `its transition is closed: ${stage.transition.reason ?? 'no reason given'}`;
  return [{ ...base, status: 'Inbound', summary: why }];
}

function runFact(run: ActionExecution): Fact {
  return {
    key: `run ${run.actionExecutionId}`,
    type: run.category === 'Approval' ? 'approval' : 'action',
    stage: run.stage,
    action: run.action,
    status: run.status ?? 'InProgress',
    summary: run.error?.message ?? run.summary,
  };
}

/** What is new since the last look. At the first look that is everything but the transitions that are open. */
export function changes(before: Progress | undefined, now: Progress): Change[] {
  const known = new Map(before?.map((fact) => [fact.key, fact.status]));
  const found = now.filter((fact) => {
    if (known.get(fact.key) === fact.status) return false;
    return before !== undefined || fact.type !== 'transition' || fact.status === 'Disabled';
  });
  return found.map(({ key, status, ...rest }) => ({ ...rest, from: known.get(key), to: status }));
}
