import type { Journal } from '../../journal.ts';
import { artifactDetails } from '../executions/artifacts.ts';
import type { ActionRun, Execution, StageRun } from '../executions/execution.ts';
import { executionUrl } from './links.ts';

export type PipelineEventState =
  | 'STARTED'
  | 'SUCCEEDED'
  | 'RESUMED'
  | 'FAILED'
  | 'STOPPING'
  | 'STOPPED'
  | 'CANCELED'
  | 'SUPERSEDED';
export type StageEventState = Exclude<PipelineEventState, 'SUPERSEDED'>;
export type ActionEventState = 'STARTED' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'ABANDONED';

/** Writes what happens to executions, stages and actions into the journal (spec 2.14). */
export class PipelineEvents {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  execution(execution: Execution, state: PipelineEventState): void {
    const { trigger, stop } = execution;
    this.#append(execution, 'Pipeline', {
      ...commonDetail(execution),
      ...(state === 'STARTED' && {
        'execution-trigger': { 'trigger-type': trigger.triggerType, 'trigger-detail': trigger.triggerDetail },
      }),
      state,
      ...(state === 'STOPPING' && stop?.reason !== undefined && { 'stop-execution-comments': stop.reason }),
      'pipeline-execution-attempt': execution.attempt,
    });
  }

  stage({ execution, stage }: StageRun, state: StageEventState): void {
    this.#append(execution, 'Stage', { ...commonDetail(execution), stage: stage.name, state });
  }

  /** An action whose work somebody outside does starts with the id of its job [D]. */
  action(run: ActionRun, state: ActionEventState, jobId?: string): void {
    const { execution, stage } = run.stageRun;
    const { declaration } = run.action;
    const result = resultDetail(run);
    this.#append(execution, 'Action', {
      ...commonDetail(execution),
      stage: stage.name,
      action: run.action.name,
      state,
      region: declaration.region ?? execution.pipeline.region,
      type: declaration.actionTypeId,
      'input-artifacts': artifactDetails(execution, declaration.region, declaration.inputArtifacts),
      'output-artifacts':
        state === 'SUCCEEDED' ? artifactDetails(execution, declaration.region, declaration.outputArtifacts) : [],
      ...(result && { 'execution-result': result }),
      ...(jobId !== undefined && { 'job-id': jobId }),
    });
  }

  /** Whoever works outside for an action goes on with another job, of which this is where to learn the id [D]. */
  jobContinued(run: ActionRun, jobId: string): void {
    const { execution, stage } = run.stageRun;
    this.#append(execution, 'Job', {
      ...commonDetail(execution),
      stage: stage.name,
      action: run.action.name,
      state: 'CONTINUED',
      'job-id': jobId,
    });
  }

  /** The message that a manual approval sends to its topic (spec 2.6). */
  approvalRequested(run: ActionRun, topicArn: string, message: Record<string, unknown>): void {
    const { account, region } = run.stageRun.execution.pipeline;
    this.#journal.append({
      source: 'aws.sns',
      detailType: 'SNS Notification',
      account,
      region,
      resources: [topicArn],
      detail: message,
    });
  }

  #append(execution: Execution, level: 'Pipeline' | 'Stage' | 'Action' | 'Job', detail: Record<string, unknown>): void {
    const { account, region, arn } = execution.pipeline;
    this.#journal.append({
      source: 'aws.codepipeline',
      detailType: `CodePipeline ${level} Execution State Change`,
      account,
      region,
      resources: [arn],
      detail,
    });
  }
}

function commonDetail(execution: Execution) {
  return { pipeline: execution.pipeline.name, 'execution-id': execution.id, version: execution.version.number };
}

function resultDetail(run: ActionRun): Record<string, string> | undefined {
  const { externalId, summary, error } = run;
  const url = executionUrl(run);
  if (externalId === undefined && url === undefined && summary === undefined && !error) return undefined;
  return {
    ...(externalId !== undefined && { 'external-execution-id': externalId }),
    ...(url !== undefined && { 'external-execution-url': url }),
    ...(summary !== undefined && { 'external-execution-summary': summary }),
    ...(error && { 'error-code': error.code }),
  };
}
