import type { ActionTypeId } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import { keyOf } from '../action-types/action-types.ts';
import type { ActionRun } from '../executions/execution.ts';
import { type Job, newJob, nonceOf, setJobStatus } from './job.ts';

/** What was dispatched and not acknowledged for this long is offered again [R]. */
const OFFERED_AGAIN_AFTER = 60_000;

/** So many of the jobs that have ended are told from jobs that never were [D]. */
const ENDED_KEPT = 1000;

/** The jobs of one account and region: those of the actions that run now (spec 2.12). */
export class Jobs {
  readonly #world: World;
  readonly #jobs = new Map<string, Job>();
  /** What can be polled for, by action type, the oldest first. */
  readonly #queues = new Map<string, Set<Job>>();
  /** Ids, the oldest first. */
  readonly #ended = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A job for an action that starts now, or for one that goes on with what its last job left. */
  create(run: ActionRun, continuationToken?: string): Job {
    const job = newJob(this.#world.random.uuid(), run, continuationToken);
    this.#jobs.set(job.id, job);
    return job;
  }

  /** Lets workers have the job, or begins it where it is handed to somebody. */
  offer(job: Job): void {
    if (job.taker === 'handed') {
      setJobStatus(job, 'InProgress');
      return;
    }
    setJobStatus(job, 'Queued');
    const key = keyOf(job.run.action.declaration.actionTypeId);
    const queue = this.#queues.get(key);
    if (queue) queue.add(job);
    else this.#queues.set(key, new Set([job]));
  }

  /** Dispatches jobs of an action type that wait, or were dispatched and never acknowledged; the oldest first. */
  poll(type: ActionTypeId, most: number, isAskedFor: (job: Job) => boolean = () => true): Job[] {
    const now = this.#world.clock.now();
    const found: Job[] = [];
    for (const job of this.#queues.get(keyOf(type)) ?? []) {
      if (found.length === most) break;
      const isFree = job.status === 'Queued' || now - job.dispatchedAt >= OFFERED_AGAIN_AFTER;
      if (isFree && isAskedFor(job)) found.push(job);
    }
    for (const job of found) {
      setJobStatus(job, 'Dispatched');
      job.dispatchedAt = now;
    }
    return found;
  }

  /** The job is the worker's. Throws InvalidNonceException when it was dispatched anew, or somebody has it already. */
  acknowledge(job: Job, nonce: string): void {
    if (job.status !== 'Dispatched' || nonce !== nonceOf(job)) throw invalidNonce();
    setJobStatus(job, 'InProgress');
    this.#unqueue(job);
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  hasEnded(id: string): boolean {
    return this.#ended.has(id);
  }

  /** Ends a job, whether it was answered or its action ended without it. */
  end(job: Job): void {
    this.#unqueue(job);
    this.#jobs.delete(job.id);
    this.#ended.add(job.id);
    if (this.#ended.size > ENDED_KEPT) this.#ended.delete(this.#ended.values().next().value!);
  }

  #unqueue(job: Job): void {
    const key = keyOf(job.run.action.declaration.actionTypeId);
    const queue = this.#queues.get(key);
    queue?.delete(job);
    if (queue?.size === 0) this.#queues.delete(key);
  }
}

export function invalidNonce(): AwsError {
  return new AwsError('InvalidNonceException', 'The nonce is not that of the last dispatch of the job');
}
