import type { PageRequest, PageScope } from '../../paging.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import { artifactDetails } from '../executions/artifacts.ts';
import type { ActionRun, Execution } from '../executions/execution.ts';
import { hasSucceededIn } from '../executions/rollback-target.ts';
import { executionUrl, revisionUrl } from './links.ts';
import { findExecution, newestFirst, type RunsRequest, runsPage } from './run-listing.ts';
import { changeIdOf } from './state-view.ts';

export interface ExecutionsRequest extends PageRequest {
  readonly filter?: { readonly succeededInStage?: { readonly stageName?: string } };
}

/** ListPipelineExecutions, newest start first (spec 2.9). */
export function listExecutions(scope: PageScope, pipeline: Pipeline, request: ExecutionsRequest) {
  const stageName = request.filter?.succeededInStage?.stageName;
  const { items, nextToken } = newestFirst(scope, request, (below) =>
    pipeline.executions
      .newestFirst(below)
      .filter((execution) => stageName === undefined || succeededIn(execution, stageName)),
  );
  return { pipelineExecutionSummaries: items.map(executionSummary), ...(nextToken && { nextToken }) };
}

/** A stage may be rolled back to what succeeded in it in the current version (spec 2.7). */
function succeededIn(execution: Execution, stageName: string): boolean {
  return execution.version === currentVersion(execution.pipeline) && hasSucceededIn(execution, stageName);
}

function executionSummary(execution: Execution) {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    startTime: execution.startTime,
    lastUpdateTime: execution.lastUpdateTime,
    sourceRevisions: foundRevisions(execution).map(({ action, revision }) => ({
      actionName: action.name,
      revisionId: revision.id,
      revisionSummary: revision.summary,
      revisionUrl: revisionUrl(action, revision, execution.pipeline),
    })),
    trigger: execution.trigger,
    ...(execution.stop && {
      stopTrigger: execution.stop.reason === undefined ? {} : { reason: execution.stop.reason },
    }),
    executionMode: execution.version.declaration.executionMode,
    executionType: execution.type,
    ...rollbackMetadata(execution),
  };
}

function rollbackMetadata({ rollbackTarget: target }: Execution) {
  return target && { rollbackMetadata: { rollbackTargetPipelineExecutionId: target.id } };
}

/** GetPipelineExecution (spec 2.9). Throws PipelineExecutionNotFoundException. */
export function executionDetail(pipeline: Pipeline, id: string) {
  const execution = findExecution(pipeline, id);
  return {
    pipelineExecution: {
      pipelineName: pipeline.name,
      pipelineVersion: execution.version.number,
      pipelineExecutionId: execution.id,
      status: execution.status,
      artifactRevisions: foundRevisions(execution).flatMap((found) => artifactRevisions(pipeline, found)),
      variables: Object.entries(execution.variables).map(([name, resolvedValue]) => ({ name, resolvedValue })),
      trigger: execution.trigger,
      executionMode: execution.version.declaration.executionMode,
      executionType: execution.type,
      ...rollbackMetadata(execution),
    },
  };
}

function artifactRevisions(pipeline: Pipeline, { action, revision }: FoundRevision) {
  return (action.declaration.outputArtifacts ?? []).map(({ name }) => ({
    name,
    revisionId: revision.id,
    revisionChangeIdentifier: changeIdOf(revision),
    revisionSummary: revision.summary,
    created: revision.created,
    revisionUrl: revisionUrl(action, revision, pipeline),
  }));
}

type FoundRevision = Pick<ActionRun, 'action'> & { readonly revision: NonNullable<ActionRun['revision']> };

/** The revisions of the source actions, in the order of the definition; after a retry the later one; of a rollback its target's. */
function foundRevisions({ stageRuns, rollbackTarget }: Execution): FoundRevision[] {
  const runs = (stageRuns[0] ?? rollbackTarget?.stageRuns[0])?.runs ?? [];
  return runs.filter((run): run is ActionRun & FoundRevision => run?.revision !== undefined);
}

/** ListActionExecutions, newest first; every retry adds an entry (spec 2.9). Throws PipelineExecutionNotFoundException. */
export function listActionRuns(scope: PageScope, pipeline: Pipeline, request: RunsRequest) {
  const { items, nextToken } = runsPage(scope, pipeline, request, {
    all: (below) => pipeline.executions.actionRunsNewestFirst(below),
    of: (execution) => execution.actionRuns.toReversed(),
    isSame: (one, other) => one.action === other.action,
  });
  return { actionExecutionDetails: items.map(actionDetail), ...(nextToken && { nextToken }) };
}

function actionDetail(run: ActionRun) {
  const { execution, stage } = run.stageRun;
  const { declaration } = run.action;
  const succeeded = run.status === 'Succeeded';
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: run.id,
    pipelineVersion: execution.version.number,
    stageName: stage.name,
    actionName: run.action.name,
    startTime: run.startTime,
    lastUpdateTime: run.lastUpdateTime,
    ...(run.updatedBy !== undefined && { updatedBy: run.updatedBy }),
    status: run.status,
    input: {
      actionTypeId: declaration.actionTypeId,
      configuration: run.action.configuration,
      resolvedConfiguration: run.resolvedConfiguration ?? (run.action.hasReferences ? {} : run.action.configuration),
      ...(declaration.roleArn !== undefined && { roleArn: declaration.roleArn }),
      region: declaration.region ?? execution.pipeline.region,
      inputArtifacts: artifactDetails(execution, declaration.region, declaration.inputArtifacts),
      ...(declaration.namespace !== undefined && { namespace: declaration.namespace }),
    },
    output: {
      outputArtifacts: succeeded ? artifactDetails(execution, declaration.region, declaration.outputArtifacts) : [],
      executionResult: executionResult(run),
      outputVariables: run.outputVariables ?? {},
    },
  };
}

/** For an approval the external id is the request's token (spec 2.6). */
function executionResult(run: ActionRun) {
  const externalId = run.externalId ?? run.token;
  const url = executionUrl(run);
  return {
    ...(externalId !== undefined && { externalExecutionId: externalId }),
    ...(run.summary !== undefined && { externalExecutionSummary: run.summary }),
    ...(url !== undefined && { externalExecutionUrl: url }),
    ...(run.error && { errorDetails: run.error }),
    ...(run.logStreamArn !== undefined && { logStreamARN: run.logStreamArn }),
  };
}
