import { retryStageExecution } from '../aws/codepipeline.ts';
import { executionMatches, isOver, shortExecution } from '../domain/execution.ts';
import { executionNamed } from '../domain/execution-named.ts';
import { stale, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import { hasFailed, notRetryable } from '../domain/retryable.ts';
import { inPipeline } from '../domain/subject.ts';
import { executions } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { stageNamed } from './stage.ts';
import { carriedShort, carriedText, whereText } from './wording.ts';

export interface RetryRequest {
  pipeline: PipelineId;
  stage: string;
  allActions: boolean;
  /** The execution that is meant, whole or by its first 6 characters; otherwise the one that stands in the stage. */
  executionId?: string;
}

/** Plans to run a failed stage again in the same execution. Throws Fault `stale` when there is nothing to retry or another execution stands there. */
export async function planRetry(deps: OperationDeps, request: RetryRequest): Promise<Plan> {
  const { live } = deps;
  const { pipeline, allActions } = request;
  const view = await readPipelineView(live, pipeline);
  const stage = stageNamed(view.state as PipelineState, request.stage);
  const executionId = retryable(view, stage, request);
  const subject = inPipeline(pipeline, { stage: stage.name, executionId });
  const mode = allActions ? 'ALL_ACTIONS' : 'FAILED_ACTIONS';
  return {
    operation: 'retry',
    title: `Retry ${allActions ? 'all actions' : 'the failed actions'} of ${stage.name} in ${pipeline.name}`,
    subjects: [subject],
    facts: [
      { label: 'Commit', text: carriedText(view, executionId) },
      ...(isParallel(view) ? [] : [{ label: 'Failed', text: failures(stage) }]),
      { label: 'Then', text: then(stage, allActions) },
      { label: 'Where', text: whereText(live, pipeline) },
    ],
    confirm: `Retry ${carriedShort(view, executionId)}`,
    dangerous: false,
    command: () =>
      signalboxLine(live, pipeline, [
        'retry',
        pipeline.name,
        stage.name,
        ...(allActions ? ['--all-actions'] : []),
        '--execution',
        shortExecution(executionId),
      ]),
    awsCommand: () =>
      awsLine(live, pipeline, [
        'retry-stage-execution',
        '--pipeline-name',
        pipeline.name,
        '--stage-name',
        stage.name,
        '--pipeline-execution-id',
        executionId,
        '--retry-mode',
        mode,
      ]),
    run: async () => {
      const now = await readPipelineView(live, pipeline);
      retryable(now, stageNamed(now.state as PipelineState, stage.name), { ...request, executionId });
      const sent = await sendOnce(deps, {
        operation: 'retry',
        request: 'codepipeline:RetryStageExecution',
        subject,
        send: () => retryStageExecution(live.session(pipeline), pipeline, { stage: stage.name, executionId, mode }),
        lookAgain: () => retryAftermath(deps, pipeline, executionId),
      });
      return {
        operation: 'retry',
        status: 'InProgress',
        subjects: [subject],
        requestId: sent.requestId,
        message: `Retrying ${stage.name} of ${pipeline.name} with ${carriedText(view, executionId)}`,
      };
    },
  };
}

/** Only a retry lets an execution that was over go on. */
async function retryAftermath({ live }: OperationDeps, pipeline: PipelineId, executionId: string): Promise<Aftermath> {
  const { items } = await live.read(executions(pipeline));
  const status = items.find(({ id }) => id === executionId)?.status;
  const now = `execution ${shortExecution(executionId)} is ${status ?? 'gone'}`;
  return { made: status === undefined ? undefined : !isOver(status), now };
}

/** The execution that a retry is for. */
function retryable(view: PipelineView, stage: StageState, request: RetryRequest): string {
  if (isParallel(view)) return retryableAlone(view, request);
  const standing = stage.latest?.executionId ?? '';
  if (request.executionId !== undefined && standing !== '' && !executionMatches(standing, request.executionId)) {
    throw stale(
      'NotLatestPipelineExecutionException',
      `execution ${shortExecution(standing)} stands in ${stage.name} now, not ${request.executionId}`,
    );
  }
  const running = request.allActions && stage.actions.find(({ status }) => status === 'InProgress');
  const refusal = notRetryable(stage) ?? (running ? `${running.name} still runs in ${stage.name}` : undefined);
  if (refusal) throw stale('StageNotRetryableException', refusal);
  return standing;
}

/** In PARALLEL mode the state does not tell what failed where (spec 2.4): an execution is named, and AWS knows the rest. */
function retryableAlone(view: PipelineView, { pipeline, executionId: wanted }: RetryRequest): string {
  if (wanted === undefined) throw usage(`executions of ${pipeline.name} run in parallel: name one with --execution`);
  return executionNamed(pipeline.name, view.executions?.items ?? [], wanted).id;
}

function failures(stage: StageState): string {
  const failed = stage.actions.filter(hasFailed);
  if (failed.length === 0) return `${stage.name} as a whole`;
  return failed
    .map((action) => [action.name, action.error?.message ?? action.summary].filter(Boolean).join(': '))
    .join('; ');
}

function then(stage: StageState, allActions: boolean): string {
  if (allActions) return `every action of ${stage.name} runs again, and its output artifacts are overwritten`;
  const names = stage.actions.filter(hasFailed).map((action) => action.name);
  return `${names.join(', ') || stage.name} runs again with the same artifacts; what had succeeded is kept`;
}
