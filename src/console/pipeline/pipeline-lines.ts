import type { Deployment } from '../../domain/deployment.ts';
import { waitsForReroute } from '../../domain/deployment-steering.ts';
import type { ActionExecution, Execution, Revision } from '../../domain/execution.ts';
import { executionById } from '../../domain/execution.ts';
import type { ActionDeclaration, ActionState, StageExecution, StageState } from '../../domain/pipeline.ts';
import { isParallel, type PipelineView, revisionOf } from '../../domain/pipeline-view.ts';

/** Something of a pipeline that has a line of its own and can be pointed at. The key stays the same while the thing does. */
export type PipelineLine = StageLine | ActionLine | InboundLine | GateLine;

export interface StageLine {
  readonly kind: 'stage';
  readonly key: string;
  readonly stage: StageState;
  readonly revision?: Revision;
  /** The stage before holds another execution: say here what this one carries. */
  readonly introduces: boolean;
  /** When something last changed in the stage. */
  readonly since?: number;
  /** Each execution has the stage for itself: how it stands in one of them is not told. */
  readonly apart: boolean;
}

export interface ActionLine {
  readonly kind: 'action';
  readonly key: string;
  readonly stage: StageState;
  readonly action: ActionState;
  readonly declaration?: ActionDeclaration;
  readonly run?: ActionExecution;
  readonly lastStage: boolean;
  readonly apart: boolean;
  /** Its deployment waits for somebody to reroute the traffic. */
  readonly isReady?: boolean;
}

/** An execution in front of a stage. */
export interface InboundLine {
  readonly kind: 'inbound';
  readonly key: string;
  readonly stage: StageState;
  readonly execution: StageExecution;
  readonly revision?: Revision;
  /** How many that started before it will never come. */
  readonly superseded: number;
}

/** A closed transition. */
export interface GateLine {
  readonly kind: 'gate';
  readonly key: string;
  readonly stage: StageState;
}

/** The lines of a pipeline from source to production: before each stage who waits to enter it and whether its signal is closed. */
export function pipelineLines(view: PipelineView, runs: readonly ActionExecution[]): PipelineLine[] {
  const stages = view.state?.stages ?? [];
  return stages.flatMap((stage, index) => [
    ...stage.inbound.map((execution) => inboundLine(view, stage, execution)),
    ...(stage.transition.enabled ? [] : [{ kind: 'gate' as const, key: `gate ${stage.name}`, stage }]),
    stageLine(view, stage, stages[index - 1]),
    ...stage.actions.map((action) => actionLine(view, runs, stage, action, index === stages.length - 1)),
  ]);
}

function stageLine(view: PipelineView, stage: StageState, before: StageState | undefined): StageLine {
  const changes = stage.actions.flatMap((action) => (action.since === undefined ? [] : [action.since]));
  return {
    kind: 'stage',
    key: `stage ${stage.name}`,
    stage,
    revision: revisionOf(view, stage.latest?.executionId),
    introduces: stage.latest !== undefined && stage.latest.executionId !== before?.latest?.executionId,
    since: changes.length > 0 ? Math.max(...changes) : undefined,
    apart: isParallel(view),
  };
}

function actionLine(
  view: PipelineView,
  runs: readonly ActionExecution[],
  stage: StageState,
  action: ActionState,
  lastStage: boolean,
): ActionLine {
  return {
    kind: 'action',
    key: actionKey(stage.name, action.name),
    stage,
    action,
    declaration: view.definition?.stages
      .find((declared) => declared.name === stage.name)
      ?.actions.find((declared) => declared.name === action.name),
    run: runs.find((run) => run.actionExecutionId === action.actionExecutionId),
    lastStage,
    apart: isParallel(view),
  };
}

/** The same lines; those of actions whose deployments wait for a person say so. */
export function withDeployments(
  lines: readonly PipelineLine[],
  deployments: ReadonlyMap<string, Deployment>,
): readonly PipelineLine[] {
  if (deployments.size === 0) return lines;
  return lines.map((line) => {
    const found = deployments.get(line.key);
    return line.kind === 'action' && found && waitsForReroute(found) ? { ...line, isReady: true } : line;
  });
}

export function actionKey(stage: string, action: string): string {
  return `action ${stage}/${action}`;
}

function inboundLine(view: PipelineView, stage: StageState, execution: StageExecution): InboundLine {
  return {
    kind: 'inbound',
    key: `inbound ${stage.name} ${execution.executionId}`,
    stage,
    execution,
    revision: revisionOf(view, execution.executionId),
    superseded: supersededBefore(view, stage, execution).length,
  };
}

/** The executions that would have stood here, had this one not overtaken them (spec 2.4). */
export function supersededBefore(view: PipelineView, stage: StageState, execution: StageExecution): Execution[] {
  const items = view.executions?.items ?? [];
  const from = items.findIndex((item) => item.id === execution.executionId);
  if (from < 0) return [];
  const inside = executionById(view.executions, stage.latest?.executionId);
  const end = inside ? items.indexOf(inside) : items.length;
  return items.slice(from + 1, Math.max(from + 1, end)).filter((item) => item.status === 'Superseded');
}

/** Where the cursor goes first: what failed, else what waits for a person, what runs, what is closed. */
export function lineInQuestion(lines: readonly PipelineLine[]): PipelineLine | undefined {
  const action = (matches: (action: ActionState) => boolean) =>
    lines.find((line) => line.kind === 'action' && matches(line.action));
  return (
    lines.find(
      (line) => line.kind === 'action' && line.action.status === 'Failed' && line.stage.latest?.status === 'Failed',
    ) ??
    action(({ status, token }) => status === 'InProgress' && token !== undefined) ??
    action(({ status }) => status === 'InProgress') ??
    lines.find((line) => line.kind === 'gate')
  );
}

/** The executions that stand in some stage, newest first by their place in the pipeline, each once. */
export function executionsInStages(view: PipelineView): string[] {
  const ids = (view.state?.stages ?? []).flatMap((stage) => stage.latest?.executionId ?? []);
  return [...new Set(ids)];
}
