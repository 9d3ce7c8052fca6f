import { expect } from 'vitest';
import { type Engine, scenarioNames } from '../../../src/engine/index.ts';
import { awsRequest, control, emptyEngine, json } from '../support/requests.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
type Answer = any;

/** A bundled scenario as an operator has it before him: AWS's operations, and a clock that he moves. */
export class Played {
  readonly engine: Engine;

  private constructor(engine: Engine) {
    this.engine = engine;
  }

  static async begin(scenario: string, startTime?: number): Promise<Played> {
    expect(scenarioNames()).toContain(scenario);
    return new Played(await emptyEngine({ scenario, ...(startTime !== undefined && { startTime }) }));
  }

  pipeline(operation: string, input: object): Answer {
    const response = this.engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input));
    return response.body === '' ? undefined : json(response);
  }

  deploy(operation: string, input: object): Answer {
    const response = this.engine.handle(awsRequest(`CodeDeploy_20141006.${operation}`, input));
    return response.body === '' ? undefined : json(response);
  }

  minutes(count: number): void {
    control(this.engine, 'POST', 'clock', { advanceSeconds: count * 60 });
  }

  /** The newest first. */
  executions(pipelineName: string): Answer[] {
    return this.pipeline('ListPipelineExecutions', { pipelineName }).pipelineExecutionSummaries;
  }

  statuses(pipelineName: string): string[] {
    return this.executions(pipelineName).map(({ status }) => status);
  }

  stage(name: string, stage: string): Answer {
    const { stageStates } = this.pipeline('GetPipelineState', { name });
    return stageStates.find(({ stageName }: Answer) => stageName === stage);
  }

  /** The commits that wait to enter a stage, the next one first. */
  waiting(name: string, stage: string): string[] {
    const commits = this.commits(name);
    return this.stage(name, stage).inboundExecutions.map(({ pipelineExecutionId }: Answer) =>
      commits.get(pipelineExecutionId),
    );
  }

  /** The commit that a stage works on, or worked on last. */
  commitIn(name: string, stage: string): string | undefined {
    return this.commits(name).get(this.stage(name, stage).latestExecution.pipelineExecutionId);
  }

  token(name: string, stage = 'Approval'): string | undefined {
    return this.stage(name, stage).actionStates[0].latestExecution?.token;
  }

  /** Answers an approval; gives what AWS answers. */
  approve(pipelineName: string, token = this.token(pipelineName), status = 'Approved'): Answer {
    const input = { pipelineName, stageName: 'Approval', actionName: 'Approve', token };
    return this.pipeline('PutApprovalResult', { ...input, result: { status, summary: 'seen' } });
  }

  private commits(name: string): Map<string, string> {
    return new Map(
      this.executions(name).map(({ pipelineExecutionId, sourceRevisions }) => [
        pipelineExecutionId,
        sourceRevisions?.[0]?.revisionSummary,
      ]),
    );
  }
}
