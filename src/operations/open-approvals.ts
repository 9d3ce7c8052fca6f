import type { Exact } from '../domain/exact.ts';
import type { ActionExecution, Revision } from '../domain/execution.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { ActionState, PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView, revisionOf, revisionsOf, runningExecutions } from '../domain/pipeline-view.ts';
import { openApprovals } from '../domain/waits.ts';
import type { Live } from '../live/live.ts';
import { actionExecutions } from '../live/needs.ts';
import { readDefinition } from '../live/pipeline-views.ts';
import { nextStage } from './stage.ts';

// An approval without a timeout of its own expires after this (spec 2.3).
const DEFAULT_TIMEOUT_MINUTES = 7 * 24 * 60;

export interface Carried {
  readonly executionId: string;
  readonly revisionId?: string;
}

/** An approval that waits for a person, with all that a person should know before answering. */
export interface OpenApproval {
  readonly pipeline: PipelineId;
  readonly stage: string;
  readonly action: string;
  readonly executionId: string;
  readonly actionExecutionId: string;
  readonly revisions: readonly Revision[];
  /** When it was opened, and when AWS will count it as rejected; epoch milliseconds. */
  readonly since?: number;
  readonly deadline?: number;
  readonly comment?: string;
  readonly link?: string;
  /** What has started since the revision that is live, up to this one, newest first: what an approval lets through. */
  readonly ahead: readonly Carried[];
  /** What the next stage holds now. */
  readonly live?: Carried;
  readonly next?: { readonly stage: string; readonly open: boolean };
  readonly token: Exact;
}

/** Every open approval of a pipeline. `view` needs its state and executions; the rest is asked for. */
export async function readOpenApprovals(live: Live, view: PipelineView): Promise<OpenApproval[]> {
  const { state } = view;
  if (!state) return [];
  const open = isParallel(view) ? await openInExecutions(live, view, state) : await openInStages(live, view, state);
  return open.map((request) => openApproval(view, state, request));
}

/** A request that waits for an answer, and the run of the action that made it. */
interface OpenRequest {
  readonly run: ActionExecution;
  readonly token: Exact;
  readonly since?: number;
  readonly timeoutMinutes: number;
}

async function openInStages(live: Live, view: PipelineView, state: PipelineState): Promise<OpenRequest[]> {
  const open = state.stages.flatMap((stage) => openApprovals(stage).map((action) => ({ stage, action })));
  const found = await Promise.all(
    open.map(async ({ stage, action }) => {
      // Neither needs the other: a person waits for both.
      const [run, timeout] = await Promise.all([
        runOfAction(live, view, stage, action),
        timeoutMinutes(live, state, stage.name, action.name),
      ]);
      if (!run || !action.token) return [];
      return [{ run, token: action.token, since: run.startedAt ?? action.since, timeoutMinutes: timeout }];
    }),
  );
  return found.flat();
}

/** In PARALLEL mode the state has no tokens: those of every execution that runs are with its action executions (spec 2.6). */
async function openInExecutions(live: Live, view: PipelineView, state: PipelineState): Promise<OpenRequest[]> {
  const { id } = state;
  const runs = await Promise.all(
    runningExecutions(view).map((execution) => live.read(actionExecutions(id, execution.id))),
  );
  const open = runs.flat().flatMap((run) => (run.token ? [{ run, token: run.token, since: run.startedAt }] : []));
  return Promise.all(
    open.map(async (one) => ({
      ...one,
      timeoutMinutes: await timeoutMinutes(live, state, one.run.stage, one.run.action),
    })),
  );
}

function openApproval(
  view: PipelineView,
  state: PipelineState,
  { run, token, since, timeoutMinutes: timeout }: OpenRequest,
): OpenApproval {
  const { id } = state;
  const { stage, action } = run;
  const next = nextStage(state, stage);
  const parallel = isParallel(view);
  const holding = parallel ? undefined : (next ?? state.stages.at(-1))?.latest;
  const holds = holding?.status === 'Succeeded' ? holding.executionId : undefined;
  return {
    pipeline: id,
    stage,
    action,
    executionId: run.executionId,
    actionExecutionId: run.actionExecutionId,
    revisions: revisionsOf(view, run.executionId),
    since,
    deadline: since === undefined ? undefined : since + timeout * 60_000,
    comment: run.configuration.CustomData,
    link: run.configuration.ExternalEntityLink,
    ahead: holds === undefined ? [] : startedBetween(view, holds, run.executionId),
    live: holds === undefined ? undefined : carried(view, holds),
    next: next && { stage: next.name, open: parallel || next.transition.enabled },
    token,
  };
}

/** Which run an open approval is. The stage only suggests the execution: what counts is that the run itself is listed there (cli: Which approval). */
async function runOfAction(
  live: Live,
  view: PipelineView,
  stage: StageState,
  action: ActionState,
): Promise<ActionExecution | undefined> {
  const id = view.state?.id;
  if (!id) return undefined;
  const running = (view.executions?.items ?? []).filter((execution) => execution.status === 'InProgress');
  const candidates = new Set([stage.latest?.executionId, ...running.map((execution) => execution.id)]);
  for (const executionId of candidates) {
    if (executionId === undefined) continue;
    const runs = await live.read(actionExecutions(id, executionId));
    const run = runs.find((candidate) => candidate.actionExecutionId === action.actionExecutionId);
    if (run) return run;
  }
  return undefined;
}

async function timeoutMinutes(
  live: Live,
  state: PipelineState,
  stageName: string,
  actionName: string,
): Promise<number> {
  const known = await readDefinition(live, state);
  const stage = known.stages.find((candidate) => candidate.name === stageName);
  const action = stage?.actions.find((candidate) => candidate.name === actionName);
  return action?.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;
}

function carried(view: PipelineView, executionId: string): Carried {
  return { executionId, revisionId: revisionOf(view, executionId)?.id };
}

function startedBetween(view: PipelineView, olderId: string, newerId: string): Carried[] {
  const ids = (view.executions?.items ?? []).map((execution) => execution.id);
  const [older, newer] = [ids.indexOf(olderId), ids.indexOf(newerId)];
  return older < 0 || newer < 0 ? [] : ids.slice(newer, older).map((executionId) => carried(view, executionId));
}
