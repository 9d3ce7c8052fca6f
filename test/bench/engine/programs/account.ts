import { createEngine, type Engine } from '../../../../src/engine/index.ts';
import type { PipelineDeclaration } from '../../../../src/rules/pipeline-declaration.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

// More than an execution takes.
const EXECUTION_MS = 120_000;

/** An account of an engine in this process, under the manual clock; its approvals are given. */
export class Account {
  readonly engine: Engine;

  private constructor(engine: Engine) {
    this.engine = engine;
  }

  static async open(): Promise<Account> {
    const engine = await createEngine({
      startTime: Date.UTC(2026, 0, 5, 8),
      clock: 'manual',
      monotonic: () => 0,
      version: 'bench',
    });
    engine.world.behaviors.append([{ match: { action: 'Approve' }, outcome: 'succeed' }]);
    return new Account(engine);
  }

  /** An operation of CodePipeline, called without the wire. */
  call(operation: string, input: object): object | undefined {
    const { operations } = this.engine.region(ACCOUNT, REGION).codepipeline;
    const caller = { account: ACCOUNT, region: REGION, arn: `arn:aws:iam::${ACCOUNT}:user/bench` };
    return operations[operation]!(input, caller);
  }

  /** The same over the wire's own bytes. Throws unless it succeeds. */
  request(operation: string, input: object): void {
    const { status, body } = this.engine.handle({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `CodePipeline_20150709.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=bench/20260105/${REGION}/codepipeline/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    if (status !== 200) throw new Error(`${operation}: ${body}`);
  }

  /** Creates the pipelines and lets each run so many executions, one after the other. */
  run(pipelines: readonly PipelineDeclaration[], executions: number): void {
    for (const pipeline of pipelines) this.call('CreatePipeline', { pipeline });
    this.engine.world.clock.advance(EXECUTION_MS);
    for (let number = 1; number < executions; number++) {
      for (const { name } of pipelines) this.call('StartPipelineExecution', { name });
      this.engine.world.clock.advance(EXECUTION_MS);
    }
  }

  /** Throws unless the newest executions of a pipeline, as many as a page shows, have all succeeded. */
  checkHistory(pipelineName: string, expected: number): void {
    const answer = this.call('ListPipelineExecutions', { pipelineName }) as {
      pipelineExecutionSummaries: { status: string }[];
    };
    const succeeded = answer.pipelineExecutionSummaries.filter(({ status }) => status === 'Succeeded').length;
    if (succeeded !== Math.min(expected, 100)) throw new Error(`${pipelineName}: ${succeeded} executions succeeded`);
  }
}
