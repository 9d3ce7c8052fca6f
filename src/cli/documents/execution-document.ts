import type { Artifact, Execution } from '../../domain/execution.ts';
import type { Attempt, CourseStage } from '../../domain/execution-course.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { ExecutionReport } from '../../live/execution-report.ts';
import { streamNames } from '../logs/log-event.ts';
import type { execution as executionShape, executionSummary } from '../schema/execution.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { requiredRevision } from './pipeline-document.ts';
import { isoOrNull, orNull } from './values.ts';

/** One of `executions[]`. */
export function executionSummaryDocument(
  pipeline: PipelineId,
  execution: Execution,
): DocumentOf<typeof executionSummary> {
  return { ...head(pipeline, execution), ...tail(execution) };
}

/** `execution`: the same with its variables and every run of every action. */
export function executionDocument({
  pipeline,
  execution,
  detail,
  course,
}: ExecutionReport): DocumentOf<typeof executionShape> {
  return {
    ...head(pipeline, execution),
    variables: detail.variables.map(({ name, value }) => ({ name, value })),
    stages: course.map(stageDocument),
    ...tail(execution),
  };
}

function head({ name }: PipelineId, execution: Execution) {
  const { trigger } = execution;
  return {
    id: execution.id,
    pipeline: name,
    status: execution.status,
    mode: orNull(execution.mode),
    type: execution.type,
    trigger: trigger ? { type: trigger.type, detail: orNull(trigger.detail) } : null,
    startedAt: isoOrNull(execution.startedAt),
    updatedAt: isoOrNull(execution.updatedAt),
    revisions: execution.revisions.map(requiredRevision),
  };
}

function tail({ rollbackOf, stopReason }: Execution) {
  return { rollbackOf: orNull(rollbackOf), stopReason: orNull(stopReason) };
}

function stageDocument({ name, status, attempts }: CourseStage) {
  return { name, status: orNull(status), actions: attempts.map(actionDocument) };
}

function actionDocument(run: Attempt) {
  return {
    name: run.action,
    provider: orNull(run.provider),
    status: orNull(run.status),
    startedAt: isoOrNull(run.startedAt),
    endedAt: isoOrNull(run.status === 'InProgress' ? undefined : run.updatedAt),
    attempt: run.attempt,
    by: orNull(run.updatedBy),
    summary: orNull(run.summary),
    error: run.error ? { code: orNull(run.error.code), message: orNull(run.error.message) } : null,
    externalId: orNull(run.externalId),
    url: orNull(run.externalUrl),
    log: run.log ? streamNames(run.log) : null,
    inputs: run.inputs.map(artifactDocument),
    outputs: run.outputs.map(artifactDocument),
    outputVariables: run.outputVariables,
  };
}

function artifactDocument({ name, bucket, key }: Artifact) {
  return { name, bucket: orNull(bucket), key: orNull(key) };
}
