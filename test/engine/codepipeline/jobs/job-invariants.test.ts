import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../../../src/engine/aws-error.ts';
import { customAction, customType, pipeline, source, stage } from '../definitions.ts';
import { WorkerHarness } from './worker.ts';

/** What workers and people may do, in any order; `n` chooses among the jobs and executions that they know. */
const command = fc.oneof(
  fc.record({ does: fc.constant('poll' as const), n: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    does: fc.constantFrom('acknowledge' as const, 'succeed' as const, 'continue' as const, 'fail' as const),
    n: fc.nat(),
  }),
  fc.record({ does: fc.constant('wait' as const), n: fc.constantFrom(1, 30, 61, 7200, 90_000) }),
  fc.record({ does: fc.constantFrom('start' as const, 'abandon' as const, 'delete' as const), n: fc.nat() }),
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Two actions at a time by workers, and what the workers know. */
class Play {
  readonly engine = new WorkerHarness();
  /** Jobs as they were given, the latest nonce last. */
  readonly given: { readonly id: string; readonly nonce: string }[] = [];
  readonly acknowledged = new Set<string>();
  readonly answered = new Set<string>();

  constructor() {
    this.engine.call('CreateCustomActionType', customType());
    this.#create();
  }

  #create(): void {
    const actions = [customAction('One'), customAction('Two')];
    this.engine.create(pipeline([stage('Source', source()), stage('Build', ...actions)]));
  }

  do({ does, n }: Command): void {
    const { engine, given } = this;
    const job = given[n % Math.max(given.length, 1)];
    if (does === 'poll') given.push(...engine.poll({ maxBatchSize: n }));
    else if (does === 'wait') engine.advance(n);
    else if (does === 'start') engine.start();
    else if (does === 'delete') {
      engine.call('DeletePipeline', { name: 'web' });
      this.#create();
    } else if (does === 'abandon') {
      const active = engine.executions().filter(({ status }: { status: string }) => status === 'InProgress');
      if (active.length > 0) engine.stop(active[n % active.length].pipelineExecutionId, { abandon: true });
    } else if (job) this.#answer(does, job);
  }

  /** A result is taken once, and only of who has acknowledged the job. */
  #answer(does: 'acknowledge' | 'succeed' | 'continue' | 'fail', { id, nonce }: { id: string; nonce: string }): void {
    const { engine } = this;
    try {
      if (does === 'acknowledge') engine.call('AcknowledgeJob', { jobId: id, nonce });
      else if (does === 'fail') engine.fail(id);
      else engine.succeed(id, does === 'continue' ? { continuationToken: 'more' } : {});
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      expect(['InvalidNonceException', 'InvalidJobStateException']).toContain(error.name);
      return;
    }
    if (does === 'acknowledge') {
      expect(this.acknowledged.has(id)).toBe(false);
      this.acknowledged.add(id);
    } else {
      expect(this.acknowledged.has(id)).toBe(true);
      expect(this.answered.has(id)).toBe(false);
      this.answered.add(id);
    }
  }

  /** Every action of a worker that runs has one job, and there is no other (spec 2.12). */
  check(): void {
    const { engine } = this;
    const jobs = ['One', 'Two'].flatMap((name) => engine.jobIds(name) as string[]).filter((id) => this.#exists(id));
    const runs = engine
      .details()
      .filter((run: { stageName: string; status: string }) => run.stageName === 'Build' && run.status === 'InProgress');
    const worked = jobs.map((jobId) => {
      const { data } = engine.call('GetJobDetails', { jobId }).jobDetails;
      return data.pipelineContext.action.actionExecutionId;
    });
    expect(worked.sort()).toEqual(runs.map((run: { actionExecutionId: string }) => run.actionExecutionId).sort());
  }

  #exists(jobId: string): boolean {
    try {
      this.engine.call('GetJobDetails', { jobId });
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.name === 'JobNotFoundException') return false;
      throw error;
    }
  }
}

it('2.12 whatever workers and people do, each running action has one job, and each job one result', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const play = new Play();
      for (const step of commands) {
        play.do(step);
        play.check();
      }
    }),
    { numRuns: 60 },
  );
});
