import type { PipelineDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { customAction, customType, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

export const TYPE = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' } as const;
export const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** A source, then a build by a worker of the account. */
export function withWorker(extra: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  const build = customAction('Compile', { outputArtifacts: [{ name: 'App' }], namespace: 'build' });
  return pipeline([stage('Source', source()), stage('Build', build)], extra);
}

/** The service, and a worker of the account that does the work of custom actions. */
export class WorkerHarness extends Harness {
  /** The first execution of {@link withWorker}, which has come to the worker's action. */
  static atBuild(): WorkerHarness {
    const engine = new WorkerHarness();
    engine.call('CreateCustomActionType', customType());
    engine.create(withWorker());
    engine.advance(1);
    return engine;
  }

  poll(more: object = {}) {
    return this.call('PollForJobs', { actionTypeId: TYPE, ...more }).jobs;
  }

  /** Takes the next job, acknowledged. */
  take(more: object = {}) {
    const [job] = this.poll(more);
    this.call('AcknowledgeJob', { jobId: job.id, nonce: job.nonce });
    return job;
  }

  succeed(jobId: string, more: object = {}): void {
    this.call('PutJobSuccessResult', { jobId, ...more });
  }

  fail(jobId: string, more: object = {}): void {
    this.call('PutJobFailureResult', { jobId, failureDetails: { type: 'JobFailed', message: 'no', ...more } });
  }

  run(actionName = 'Compile', stageName = 'Build') {
    return this.action(stageName, actionName).latestExecution;
  }

  /** What an event of the journal calls the job of an action, newest last. */
  jobIds(actionName: string): unknown[] {
    const own = this.events().filter(({ detail }) => detail.action === actionName);
    return own.map(({ detail }) => detail['job-id']).filter((id) => id !== undefined);
  }
}
