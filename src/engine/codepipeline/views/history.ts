import { AwsError } from '../../aws-error.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import { artifactDetails } from '../executions/artifacts.ts';
import type { ActionRun, Execution } from '../executions/execution.ts';
import { type Page, type PageRequest, type PageScope, page } from '../paging.ts';
import { revisionUrl } from './links.ts';
import { changeId } from './state-view.ts';

const MOST = 100;

/** Executions and their actions are kept this long (spec 2.9). */
const KEPT = 365 * 24 * 3600 * 1000;

export interface ExecutionsRequest extends PageRequest {
  readonly filter?: { readonly succeededInStage?: { readonly stageName?: string } };
}

export interface ActionsRequest extends PageRequest {
  readonly filter?: {
    readonly pipelineExecutionId?: string;
    readonly latestInPipelineExecution?: {
      readonly pipelineExecutionId: string;
      readonly startTimeRange: 'Latest' | 'All';
    };
  };
}

/** Drops what ended and started longer than 12 months ago (spec 2.9). */
export function forgetOld(pipeline: Pipeline, now: number): void {
  pipeline.executions.forget(now - KEPT);
}

/** ListPipelineExecutions, newest start first (spec 2.9). */
export function listExecutions(scope: PageScope, pipeline: Pipeline, request: ExecutionsRequest) {
  const stageName = request.filter?.succeededInStage?.stageName;
  const { items, nextToken } = newestFirst(scope, request, pipeline.executions.newestFirst(), (execution) =>
    stageName === undefined ? true : succeededIn(execution, stageName),
  );
  return { pipelineExecutionSummaries: items.map(executionSummary), ...(nextToken && { nextToken }) };
}

/** A stage may be rolled back to what succeeded in it in the current version (spec 2.7). */
function succeededIn(execution: Execution, stageName: string): boolean {
  if (execution.version !== currentVersion(execution.pipeline)) return false;
  return execution.stageRuns.some((run) => run?.stage.name === stageName && run.status === 'Succeeded');
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
  };
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
    },
  };
}

function artifactRevisions(pipeline: Pipeline, { action, revision }: FoundRevision) {
  return (action.declaration.outputArtifacts ?? []).map(({ name }) => ({
    name,
    revisionId: revision.id,
    revisionChangeIdentifier: changeId(revision.created),
    revisionSummary: revision.summary,
    created: revision.created,
    revisionUrl: revisionUrl(action, revision, pipeline),
  }));
}

type FoundRevision = Pick<ActionRun, 'action'> & { readonly revision: NonNullable<ActionRun['revision']> };

/** The revisions of the source actions, in the order of the definition; after a retry the later one. */
function foundRevisions(execution: Execution): FoundRevision[] {
  const runs = execution.stageRuns[0]?.runs ?? [];
  return runs.filter((run): run is ActionRun & FoundRevision => run?.revision !== undefined);
}

/** ListActionExecutions, newest first; every retry adds an entry (spec 2.9). Throws PipelineExecutionNotFoundException. */
export function listActionRuns(scope: PageScope, pipeline: Pipeline, request: ActionsRequest) {
  const { items, nextToken } = newestFirst(scope, request, runsFor(pipeline, request.filter ?? {}), () => true);
  return { actionExecutionDetails: items.map(actionDetail), ...(nextToken && { nextToken }) };
}

/**
 * Both filters together are contradictory [D]. `Latest` is the last run of each action in the
 * execution, `All` every run [R].
 */
function runsFor(pipeline: Pipeline, filter: NonNullable<ActionsRequest['filter']>): Iterable<ActionRun> {
  const { pipelineExecutionId, latestInPipelineExecution: latest } = filter;
  if (pipelineExecutionId !== undefined && latest) {
    const message = 'Specify either pipelineExecutionId or latestInPipelineExecution in the filter, not both';
    throw new AwsError('ValidationException', message);
  }
  if (pipelineExecutionId !== undefined) return findExecution(pipeline, pipelineExecutionId).actionRuns.toReversed();
  if (!latest) return pipeline.executions.actionRunsNewestFirst();
  const actionRuns = findExecution(pipeline, latest.pipelineExecutionId).actionRuns.toReversed();
  if (latest.startTimeRange === 'All') return actionRuns;
  return actionRuns.filter(
    (run) => !actionRuns.some((other) => other.action === run.action && other.number > run.number),
  );
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
      inputArtifacts: artifactDetails(execution, run.action, declaration.inputArtifacts),
      ...(declaration.namespace !== undefined && { namespace: declaration.namespace }),
    },
    output: {
      outputArtifacts: succeeded ? artifactDetails(execution, run.action, declaration.outputArtifacts) : [],
      executionResult: executionResult(run),
      outputVariables: run.outputVariables ?? {},
    },
  };
}

/** For an approval the external id is the request's token (spec 2.6). */
function executionResult(run: ActionRun) {
  const externalId = run.externalId ?? run.token;
  return {
    ...(externalId !== undefined && { externalExecutionId: externalId }),
    ...(run.summary !== undefined && { externalExecutionSummary: run.summary }),
    ...(run.externalUrl !== undefined && { externalExecutionUrl: run.externalUrl }),
    ...(run.error && { errorDetails: run.error }),
    ...(run.logStreamArn !== undefined && { logStreamARN: run.logStreamArn }),
  };
}

function findExecution(pipeline: Pipeline, id: string): Execution {
  const execution = pipeline.executions.get(id);
  if (!execution) {
    const message = `Pipeline '${pipeline.name}' does not have an execution '${id}'`;
    throw new AwsError('PipelineExecutionNotFoundException', message);
  }
  return execution;
}

function newestFirst<T extends { readonly number: number }>(
  scope: PageScope,
  request: PageRequest,
  items: Iterable<T>,
  isAskedFor: (item: T) => boolean,
): Page<T> {
  return page(scope, request, {
    items: Iterator.from(items).filter(isAskedFor),
    cursorOf: (item) => item.number,
    isAfter: (item, cursor) => item.number < cursor,
    most: MOST,
  });
}
