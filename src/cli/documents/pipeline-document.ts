import type { Revision } from '../../domain/execution.ts';
import { health } from '../../domain/health.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { ActionState, PipelineDefinition, StageState, Transition } from '../../domain/pipeline.ts';
import { newestExecution, type PipelineView, revisionOf, revisionsOf } from '../../domain/pipeline-view.ts';
import { waits } from '../../domain/waits.ts';
import { lastActivity } from '../last-activity.ts';
import type { pipeline, pipelineStatus } from '../schema/pipeline.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { isoOrNull, orNull } from './values.ts';

/** One of `pipelines[]`: what stands where, and what waits. */
export function pipelineDocument(id: PipelineId, view: PipelineView): DocumentOf<typeof pipeline> {
  const newest = newestExecution(view);
  return {
    ...head(id, view),
    revision: revisionDocument(revisionOf(view, newest?.id)),
    revisions: revisionsOf(view, newest?.id).map(requiredRevision),
    stages: (view.state?.stages ?? []).map((stage) => stageDocument(stage, view)),
    waiting: waitingDocuments(view),
    updatedAt: updatedAt(view),
  };
}

/** `pipeline` of `status`: the same with every action of every stage. */
export function pipelineStatusDocument(id: PipelineId, view: PipelineView): DocumentOf<typeof pipelineStatus> {
  const document = pipelineDocument(id, view);
  const { stages: _, waiting, updatedAt: updated, ...rest } = document;
  return {
    ...rest,
    version: orNull(view.state?.version),
    stages: (view.state?.stages ?? []).map((stage) => ({
      ...stageDocument(stage, view),
      actions: stage.actions.map((action) => actionDocument(action, declaration(view.definition, stage, action))),
    })),
    waiting,
    updatedAt: updated,
  };
}

function head(id: PipelineId, view: PipelineView) {
  const declared = view.summary ?? view.definition;
  return {
    name: id.name,
    account: orNull(id.account || undefined),
    region: id.region,
    type: orNull(declared?.type),
    executionMode: orNull(declared?.executionMode),
    health: health(view),
  };
}

/** The last activity; for a pipeline that never ran, when its definition was changed. */
function updatedAt(view: PipelineView): string | null {
  return isoOrNull(lastActivity(view) ?? view.state?.updatedAt ?? view.summary?.updatedAt);
}

function stageDocument(stage: StageState, view: PipelineView) {
  return {
    name: stage.name,
    status: orNull(stage.latest?.status),
    ...executionAt(view, stage.latest?.executionId),
    transition: transitionDocument(stage.transition),
    inbound: stage.inbound.map(({ executionId }) => executionAt(view, executionId)),
  };
}

/** An execution by its id and the revision that people know it by. */
export function executionAt(view: PipelineView, executionId: string | undefined) {
  return { executionId: orNull(executionId), revisionId: orNull(revisionOf(view, executionId)?.id) };
}

function transitionDocument({ enabled, reason, by, at }: Transition) {
  return { enabled, reason: orNull(reason), by: orNull(by), at: isoOrNull(at) };
}

function waitingDocuments(view: PipelineView) {
  const found = view.state ? waits(view.state) : [];
  return found.map(({ kind, stage, action, since }) => ({
    kind,
    stage,
    action: orNull(action),
    since: isoOrNull(since),
    // How long an approval may take is told by its definition alone: the approvals command asks for it.
    deadline: null,
  }));
}

export function revisionDocument(revision: Revision | undefined) {
  return revision ? requiredRevision(revision) : null;
}

export function requiredRevision({ action, id, summary, url }: Revision) {
  return { action, id: orNull(id), summary: orNull(summary), url: orNull(url) };
}

function declaration(definition: PipelineDefinition | undefined, stage: StageState, action: ActionState) {
  const declared = definition?.stages.find(({ name }) => name === stage.name);
  return declared?.actions.find(({ name }) => name === action.name);
}

function actionDocument(action: ActionState, declared: ReturnType<typeof declaration>) {
  return {
    name: action.name,
    category: orNull(declared?.category),
    provider: orNull(declared?.provider),
    status: orNull(action.status),
    since: isoOrNull(action.since),
    by: orNull(action.updatedBy),
    summary: orNull(action.summary),
    percent: orNull(action.percent),
    error: action.error ? { code: orNull(action.error.code), message: orNull(action.error.message) } : null,
    revisionId: orNull(action.revisionId),
    externalId: orNull(action.externalId),
    url: orNull(action.externalUrl ?? action.entityUrl),
  };
}
