import { conditionInProgress, failedCondition, isUnmet } from './condition.ts';
import type { Deployment } from './deployment.ts';
import { type ActionExecution, type Execution, executionById, type Revision } from './execution.ts';
import { type Forecast, forecasts, forecastsAlone } from './forecast.ts';
import { isLocked, resumes } from './gate.ts';
import type { ActionState, ExecutionMode, StageCondition, StageState } from './pipeline.ts';
import { isParallel, modeOf, type PipelineView, revisionOf, runningExecutions } from './pipeline-view.ts';
import { hasFailed, notRetryable } from './retryable.ts';
import { openApprovals } from './waits.ts';

// An approval without a timeout of its own expires after this (spec 2.3).
const DEFAULT_TIMEOUT_MINUTES = 7 * 24 * 60;
/** What holds something up, or what became of it. */
export type CauseKind =
  | 'approval'
  | 'deployment'
  | 'condition'
  | 'running'
  | 'failed'
  | 'stopping'
  | 'stopped'
  | 'cancelled'
  | 'skipped'
  | 'transition'
  | 'locked'
  | 'queue'
  | 'passing';

/** Times are epoch milliseconds by the service's clock; what does not belong to a kind is absent. */
export interface Cause {
  readonly kind: CauseKind;
  readonly action?: string;
  /** What runs, where that is several. */
  readonly actions?: readonly string[];
  /** ARN of whoever closed a transition. */
  readonly by?: string;
  readonly since?: number;
  readonly deadline?: number;
  /** Of a transition, of a stop, of an error. */
  readonly reason?: string;
  readonly code?: string;
  readonly condition?: StageCondition;
  readonly deployment?: Deployment;
  /** The execution that stands in the way: the holder of a lock, or the next one in front in a queue. */
  readonly executionId?: string;
  /** In a queue, from 1. */
  readonly position?: number;
  /** Of a closed transition: whether opening it lets go on what waits there. */
  readonly resumes?: boolean;
}

/** An execution and what people know it by. */
export interface Carrier {
  readonly executionId: string;
  readonly revision?: Revision;
}

export type Standing = 'empty' | 'through' | 'moving' | 'waiting' | 'failed' | 'ended';

/** How one stage stands and why. In PARALLEL mode: how one execution stands, in the stage where it is. */
export interface StageExplanation {
  readonly stage: string;
  readonly standing: Standing;
  /** Whatever is in it. */
  readonly holds?: Carrier;
  readonly since?: number;
  /** Absent where nothing has entered, and where all went well. */
  readonly cause?: Cause;
  /** The closed transition in front of it. */
  readonly gate?: Cause;
  /** Where something has failed or was stopped: whether it can be retried, or else why not. */
  readonly retry?: { readonly possible: boolean; readonly why?: string };
  /** What waits in front of it, the next one first. */
  readonly inbound: readonly { readonly carrier: Carrier; readonly cause: Cause }[];
}

export interface Explanation {
  readonly mode: ExecutionMode;
  readonly stages: readonly StageExplanation[];
  /** Those that a newer one has overtaken since the oldest execution that still stands somewhere, newest first. */
  readonly superseded: readonly { readonly carrier: Carrier; readonly by?: string; readonly at?: number }[];
  readonly next: readonly Forecast[];
}

/** What a view does not tell. */
export interface ExplanationFacts {
  /** What time it is, by the service's clock. */
  readonly now?: number;
  /** By `STAGE/ACTION`: the deployment behind an action that runs. */
  readonly deployments: ReadonlyMap<string, Deployment>;
  /** By stage: why AWS would refuse a retry there, as far as it is known from definitions. */
  readonly notRetryable: ReadonlyMap<string, string>;
  /** In PARALLEL mode: what has run in each execution that is not over, newest first. */
  readonly runs: ReadonlyMap<string, readonly ActionExecution[]>;
}

/** Why a pipeline moves or does not, and what will happen next. `view` needs its state, executions and definition. */
export function explain(view: PipelineView, facts: ExplanationFacts): Explanation {
  const mode = modeOf(view);
  if (isParallel(view)) {
    const stages = runningExecutions(view).map((execution) => alone(view, execution, facts));
    return { mode, stages, superseded: [], next: forecastsAlone(view, facts.runs) };
  }
  const stages = (view.state?.stages ?? []).map((stage) => stageExplanation(view, stage, facts));
  return { mode, stages, superseded: superseded(view), next: forecasts(view, facts) };
}

function carrier(view: PipelineView, executionId: string): Carrier {
  return { executionId, revision: revisionOf(view, executionId) };
}

function stageExplanation(view: PipelineView, stage: StageState, facts: ExplanationFacts): StageExplanation {
  const { latest } = stage;
  const cause = latest && causeIn(view, stage, facts);
  const ended = latest?.status === 'Failed' || latest?.status === 'Stopped' || stage.actions.some(hasFailed);
  const refusal = notRetryable(stage) ?? facts.notRetryable.get(stage.name);
  return {
    stage: stage.name,
    standing: standingOf(stage, cause),
    holds: latest && carrier(view, latest.executionId),
    since: cause?.since ?? sinceOf(stage),
    cause,
    gate: stage.transition.enabled ? undefined : gateOf(stage, facts.now),
    retry: ended ? { possible: refusal === undefined, why: refusal } : undefined,
    inbound: stage.inbound.map(({ executionId }, index) => ({
      carrier: carrier(view, executionId),
      cause: inboundCause(stage, index, facts.now),
    })),
  };
}

function standingOf({ latest }: StageState, cause: Cause | undefined): Standing {
  if (!latest) return 'empty';
  if (cause?.kind === 'approval' || cause?.kind === 'deployment') return 'waiting';
  if (latest.status === 'Failed') return 'failed';
  if (latest.status === 'Succeeded' || latest.status === 'Skipped') return 'through';
  return latest.status === 'InProgress' || latest.status === 'Stopping' ? 'moving' : 'ended';
}

/** When the stage last changed, as far as its actions tell. */
function sinceOf({ actions, latest }: StageState): number | undefined {
  const times = latest ? actions.flatMap(({ since }) => since ?? []) : [];
  return times.length === 0 ? undefined : Math.max(...times);
}

function causeIn(view: PipelineView, stage: StageState, facts: ExplanationFacts): Cause | undefined {
  const { latest } = stage;
  switch (latest?.status) {
    case 'InProgress':
      return causeOfProgress(view, stage, facts);
    case 'Failed':
      return causeOfFailure(stage);
    case 'Stopping':
    case 'Stopped': {
      const { stopReason: reason } = executionById(view.executions, latest.executionId) ?? {};
      return { kind: latest.status === 'Stopped' ? 'stopped' : 'stopping', reason };
    }
    case 'Cancelled':
      return { kind: 'cancelled' };
    case 'Skipped':
      return { kind: 'skipped', condition: stage.conditions.find(isUnmet) };
    default:
      return undefined;
  }
}

/** The first that holds: a person is asked, a deployment waits, a condition is checked, actions run. */
function causeOfProgress(view: PipelineView, stage: StageState, facts: ExplanationFacts): Cause {
  const running = stage.actions.filter(({ status }) => status === 'InProgress');
  const [approval] = openApprovals(stage);
  if (approval) return approvalCause(view, stage.name, approval);
  for (const action of running) {
    const cause = deploymentCause(action, facts.deployments.get(`${stage.name}/${action.name}`));
    if (cause) return cause;
  }
  const condition = running.length === 0 ? conditionInProgress(stage) : undefined;
  if (condition) return { kind: 'condition', condition, since: condition.since };
  const since = running.flatMap((action) => action.since ?? []);
  const names = running.map(({ name }) => name);
  return { kind: 'running', actions: names, since: since.length === 0 ? undefined : Math.min(...since) };
}

function approvalCause(view: PipelineView, stage: string, { name, since }: Pick<ActionState, 'name' | 'since'>): Cause {
  const declared = view.definition?.stages.find((candidate) => candidate.name === stage);
  const action = declared?.actions.find((candidate) => candidate.name === name);
  const minutes = action?.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;
  const isKnown = since !== undefined && action !== undefined;
  return { kind: 'approval', action: name, since, deadline: isKnown ? since + minutes * 60_000 : undefined };
}

/** A deployment that stands still although its action runs (spec 3.5). */
function deploymentCause(
  { name, since }: Pick<ActionState, 'name' | 'since'>,
  deployment: Deployment | undefined,
): Cause | undefined {
  if (!deployment) return undefined;
  const { status, waits } = deployment;
  const isWaiting = status === 'Ready' || status === 'Baking' || (status === 'InProgress' && waits.terminationBegun);
  return isWaiting ? { kind: 'deployment', action: name, since, deployment } : undefined;
}

function causeOfFailure(stage: StageState): Cause {
  const condition = failedCondition(stage);
  if (condition) return { kind: 'condition', condition, since: condition.since };
  const failed = stage.actions.find(({ status }) => status === 'Failed');
  const reason = failed?.error?.message ?? failed?.summary;
  return { kind: 'failed', action: failed?.name, code: failed?.error?.code, reason, since: failed?.since };
}

function gateOf(stage: StageState, now: number | undefined): Cause {
  const { by, at, reason } = stage.transition;
  return { kind: 'transition', by, since: at, reason, resumes: resumes(stage, now) };
}

function inboundCause(stage: StageState, index: number, now: number | undefined): Cause {
  const position = index + 1;
  if (index > 0) return { kind: 'queue', position, executionId: stage.inbound[index - 1]?.executionId };
  if (!stage.transition.enabled) return { ...gateOf(stage, now), position };
  const holder = isLocked(stage) ? stage.latest?.executionId : undefined;
  return holder ? { kind: 'locked', position, executionId: holder } : { kind: 'passing', position };
}

function superseded(view: PipelineView): Explanation['superseded'] {
  const items = view.executions?.items ?? [];
  const standing = (view.state?.stages ?? []).flatMap((stage) => [
    ...(isLocked(stage) || stage.latest?.status === 'Failed' ? [stage.latest?.executionId] : []),
    ...stage.inbound.map(({ executionId }) => executionId),
  ]);
  const oldest = items.findLastIndex(({ id }) => standing.includes(id));
  return items.slice(0, oldest + 1).flatMap((execution) => {
    if (execution.status !== 'Superseded') return [];
    const by = supersededBy(items, execution)?.id;
    return [{ carrier: carrier(view, execution.id), by, at: execution.updatedAt }];
  });
}

/** AWS does not tell which one took the place: it is the next newer one that came as far (spec 2.4). */
function supersededBy(items: readonly Execution[], { id }: Execution): Execution | undefined {
  const newer = items.slice(
    0,
    Math.max(
      0,
      items.findIndex((execution) => execution.id === id),
    ),
  );
  return newer.findLast(({ status, type }) => type === 'STANDARD' && status !== 'Failed' && status !== 'Cancelled');
}

/** An execution of its own way: where it is follows from what it ran last. */
function alone(view: PipelineView, execution: Execution, facts: ExplanationFacts): StageExplanation {
  const runs = facts.runs.get(execution.id) ?? [];
  const running = runs.filter(({ status }) => status === 'InProgress');
  const current = running[0] ?? runs[0];
  const stage = current?.stage ?? view.state?.stages[0]?.name ?? '';
  const approval = running.find((run) => run.token !== undefined);
  const since = approval?.startedAt ?? current?.startedAt;
  const cause = approval
    ? approvalCause(view, stage, { name: approval.action, since })
    : (running
        .map((run) =>
          deploymentCause(
            { name: run.action, since },
            facts.deployments.get(`${execution.id}/${run.stage}/${run.action}`),
          ),
        )
        .find((found) => found !== undefined) ?? aloneCause(execution, running, since));
  const waits = cause.kind === 'approval' || cause.kind === 'deployment';
  return {
    stage,
    standing: waits ? 'waiting' : 'moving',
    holds: carrier(view, execution.id),
    since,
    cause,
    inbound: [],
  };
}

function aloneCause({ status, stopReason }: Execution, running: readonly ActionExecution[], since?: number): Cause {
  if (status === 'Stopping') return { kind: 'stopping', reason: stopReason, since };
  return { kind: 'running', actions: running.map(({ action }) => action), since };
}
