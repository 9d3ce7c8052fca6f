import { conditionInProgress } from './condition.ts';
import type { ActionExecution } from './execution.ts';
import { isLocked, resumes } from './gate.ts';
import type { PipelineState, StageState } from './pipeline.ts';
import { modeOf, type PipelineView, runningExecutions } from './pipeline-view.ts';
import { notRetryable } from './retryable.ts';
import { openApprovals } from './waits.ts';

/** Something that may happen next. */
export interface Occasion {
  readonly kind: 'approved' | 'rejected' | 'finishes' | 'met' | 'unmet' | 'opened' | 'retried' | 'arrives';
  readonly stage: string;
  readonly action?: string;
  readonly executionId?: string;
}

/** What becomes of one execution then. */
export interface Consequence {
  readonly kind:
    | 'enters'
    | 'goes-on'
    | 'waits'
    | 'succeeds'
    | 'fails'
    | 'skips'
    | 'rolled-back'
    | 'superseded'
    | 'not-resumed'
    | 'not-retryable';
  readonly executionId: string;
  readonly stage?: string;
  /** Of what waits: the execution that is in the stage, where it is not the transition that is closed. */
  readonly behind?: string;
}

export interface Forecast {
  readonly when: Occasion;
  readonly outcomes: readonly Consequence[];
}

/** What will happen next, stage by stage, where executions share the stages (spec 2.4, 2.5). */
export function forecasts(view: PipelineView, known: Known): Forecast[] {
  const { state } = view;
  if (!state) return [];
  return state.stages.flatMap((stage, index) => [
    ...openingOf(state, index, known),
    ...(isLocked(stage) ? progressOf(view, state, index) : retryOf(stage, known)),
    ...arrivalAt(view, state, index, known),
  ]);
}

/** What a view does not tell. */
interface Known {
  /** By the service's clock. */
  readonly now?: number;
  /** By stage: why AWS would refuse a retry there. */
  readonly notRetryable: ReadonlyMap<string, string>;
}

/** The execution in a stage that could still be retried there. */
function retryable(stage: StageState, known: Known): string | undefined {
  if (isLocked(stage) || known.notRetryable.has(stage.name)) return undefined;
  return notRetryable(stage) === undefined ? stage.latest?.executionId : undefined;
}

/** Where each execution has the stages for itself: no other is touched by what becomes of one. */
export function forecastsAlone(view: PipelineView, runs: ReadonlyMap<string, readonly ActionExecution[]>): Forecast[] {
  const names = view.state?.stages.map(({ name }) => name) ?? [];
  return runningExecutions(view).flatMap(({ id: executionId }) =>
    (runs.get(executionId) ?? []).flatMap(({ token, stage, action }): Forecast[] => {
      if (token === undefined) return [];
      const next = names[names.indexOf(stage) + 1];
      const goesOn = goesOnAfter(view, stage, action);
      const outcome: Consequence = goesOn
        ? { kind: 'goes-on', executionId, stage }
        : next === undefined
          ? { kind: 'succeeds', executionId }
          : { kind: 'enters', executionId, stage: next };
      return [
        { when: { kind: 'approved', stage, action, executionId }, outcomes: [outcome] },
        { when: { kind: 'rejected', stage, action, executionId }, outcomes: [{ kind: 'fails', executionId, stage }] },
      ];
    }),
  );
}

/** A closed transition is opened. */
function openingOf(state: PipelineState, index: number, known: Known): Forecast[] {
  const stage = state.stages[index] as StageState;
  const [first, ...others] = stage.inbound;
  if (stage.transition.enabled || !first) return [];
  const { executionId } = first;
  const when: Occasion = { kind: 'opened', stage: stage.name };
  if (!resumes(stage, known.now))
    return [{ when, outcomes: [{ kind: 'not-resumed', executionId, stage: stage.name }] }];
  if (isLocked(stage)) return [{ when, outcomes: [waitsBehind(executionId, stage)] }];
  const outcomes: Consequence[] = [{ kind: 'enters', executionId, stage: stage.name }];
  const lost = retryable(stage, known);
  if (lost) outcomes.push({ kind: 'not-retryable', executionId: lost, stage: stage.name });
  for (const other of others)
    outcomes.push({ kind: 'waits', executionId: other.executionId, stage: stage.name, behind: executionId });
  return [{ when, outcomes }];
}

/** Whatever is in the stage comes to its end there. */
function progressOf(view: PipelineView, state: PipelineState, index: number): Forecast[] {
  const stage = state.stages[index] as StageState;
  const executionId = stage.latest?.executionId ?? '';
  if (stage.latest?.status === 'Stopping') return [];
  const follow = entersNext(stage);
  const fails: Consequence[] = [{ kind: 'fails', executionId, stage: stage.name }, ...follow];
  const [approval] = openApprovals(stage);
  if (approval) {
    const where = { stage: stage.name, action: approval.name, executionId };
    const goesOn = goesOnAfter(view, stage.name, approval.name);
    const on: Consequence[] = [{ kind: 'goes-on', executionId, stage: stage.name }];
    return [
      { when: { kind: 'approved', ...where }, outcomes: goesOn ? on : leaves(view, state, index) },
      { when: { kind: 'rejected', ...where }, outcomes: fails },
    ];
  }
  const condition = stage.actions.some(({ status }) => status === 'InProgress')
    ? undefined
    : conditionInProgress(stage);
  const where = { stage: stage.name, executionId };
  if (!condition) return [{ when: { kind: 'finishes', ...where }, outcomes: leaves(view, state, index) }];
  const { place } = condition;
  const declared = view.definition?.stages.find(({ name }) => name === stage.name)?.results?.[place];
  const goesOn: Consequence[] = [{ kind: 'goes-on', executionId, stage: stage.name }];
  const otherwise: Readonly<Record<string, readonly Consequence[]>> = {
    SKIP: [{ kind: 'skips', executionId, stage: stage.name }, ...leaves(view, state, index)],
    ROLLBACK: [{ kind: 'rolled-back', executionId, stage: stage.name }],
  };
  // Only the condition of a failure leads to its result when it is met (spec 2.4).
  if (place === 'onFailure') return [{ when: { kind: 'met', ...where }, outcomes: otherwise[declared ?? ''] ?? fails }];
  return [
    { when: { kind: 'met', ...where }, outcomes: place === 'beforeEntry' ? goesOn : leaves(view, state, index) },
    { when: { kind: 'unmet', ...where }, outcomes: otherwise[declared ?? ''] ?? fails },
  ];
}

/** Actions of the same stage that come after one. */
function goesOnAfter(view: PipelineView, stageName: string, actionName: string): boolean {
  const actions = view.definition?.stages.find(({ name }) => name === stageName)?.actions ?? [];
  const order = actions.find(({ name }) => name === actionName)?.runOrder;
  return order !== undefined && actions.some(({ runOrder }) => runOrder > order);
}

/** What is in a stage goes on to the next one, and the next one in front of it comes in. */
function leaves(view: PipelineView, state: PipelineState, index: number): Consequence[] {
  const stage = state.stages[index] as StageState;
  const next = state.stages[index + 1];
  const executionId = stage.latest?.executionId ?? '';
  const isRollback = stage.latest?.type === 'ROLLBACK';
  if (!next || isRollback) return [{ kind: 'succeeds', executionId }, ...entersNext(stage), ...goneBefore(view, stage)];
  const isFree = next.transition.enabled && !isLocked(next);
  const moves: Consequence[] = isFree
    ? [{ kind: 'enters', executionId, stage: next.name }]
    : [waitsBehind(executionId, next), ...overtaken(view, next, executionId)];
  return [...moves, ...entersNext(stage), ...goneBefore(view, stage)];
}

function waitsBehind(executionId: string, stage: StageState): Consequence {
  const behind = stage.transition.enabled ? stage.latest?.executionId : undefined;
  return { kind: 'waits', executionId, stage: stage.name, behind };
}

/** The first in front of a stage that becomes free. */
function entersNext({ name, inbound: [first], transition }: StageState): Consequence[] {
  if (!first) return [];
  const { executionId } = first;
  return [
    transition.enabled ? { kind: 'enters', executionId, stage: name } : { kind: 'waits', executionId, stage: name },
  ];
}

/** In SUPERSEDED mode there is one place in front of a stage; whoever comes takes it from whoever is older (spec 2.4). */
function overtaken(view: PipelineView, stage: StageState, executionId: string): Consequence[] {
  if (modeOf(view) !== 'SUPERSEDED') return [];
  return stage.inbound
    .filter((inbound) => isNewer(view, executionId, inbound.executionId))
    .map((inbound) => ({ kind: 'superseded', executionId: inbound.executionId, stage: stage.name }));
}

/** Those between what is in a stage and what enters it next will never enter: they are superseded already. */
function goneBefore(view: PipelineView, { name, latest, inbound: [first] }: StageState): Consequence[] {
  if (!first || modeOf(view) !== 'SUPERSEDED') return [];
  const items = view.executions?.items ?? [];
  const [from, to] = [first.executionId, latest?.executionId].map((id) => items.findIndex((item) => item.id === id));
  return items
    .slice((from ?? -1) + 1, Math.max(0, to ?? 0))
    .filter(({ status }) => status === 'Superseded')
    .map(({ id }) => ({ kind: 'superseded', executionId: id, stage: name }));
}

function isNewer(view: PipelineView, one: string, other: string): boolean {
  const items = view.executions?.items ?? [];
  const [at, than] = [one, other].map((id) => items.findIndex((item) => item.id === id)) as [number, number];
  return at >= 0 && (than < 0 || at < than);
}

function retryOf(stage: StageState, known: Known): Forecast[] {
  const executionId = retryable(stage, known);
  if (executionId === undefined) return [];
  const when: Occasion = { kind: 'retried', stage: stage.name, executionId };
  return [{ when, outcomes: [{ kind: 'goes-on', executionId, stage: stage.name }] }];
}

/** The nearest newer execution comes up to a stage: it takes the place in front of it, or the chance of a retry in it. */
function arrivalAt(view: PipelineView, state: PipelineState, index: number, known: Known): Forecast[] {
  const stage = state.stages[index] as StageState;
  const before = state.stages.slice(0, index).findLast(isLocked);
  const executionId = before?.latest?.executionId;
  if (executionId === undefined || before?.latest?.type === 'ROLLBACK') return [];
  const isShut = !stage.transition.enabled || isLocked(stage);
  // What takes the place of what waits is told with the stage right in front, where it comes from there.
  const taken = isShut && before !== state.stages[index - 1] ? overtaken(view, stage, executionId) : [];
  const lost = isShut ? undefined : retryable(stage, known);
  const late: Consequence[] =
    lost && lost !== executionId ? [{ kind: 'not-retryable', executionId: lost, stage: stage.name }] : [];
  const outcomes = [...taken, ...late];
  return outcomes.length === 0 ? [] : [{ when: { kind: 'arrives', stage: stage.name, executionId }, outcomes }];
}
