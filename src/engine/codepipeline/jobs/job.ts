import type { ActionRun } from '../executions/execution.ts';

/**
 * Created with its action, Queued once there is something to do, Dispatched to whoever polled, InProgress once that
 * one has said so. A job that has ended is gone (spec 2.12).
 */
export type JobStatus = 'Created' | 'Queued' | 'Dispatched' | 'InProgress';

/** Work of an action that somebody outside does. An action has one job at a time, and only while it runs (spec 2.12). */
export interface Job {
  readonly id: string;
  readonly run: ActionRun;
  /** Who may take it: a worker of the account, a partner's, or only whoever it is handed to, such as a function. */
  readonly taker: JobTaker;
  /** What the job before left for this one. */
  readonly continuationToken?: string;
  status: JobStatus;
  /** Counts the changes of its status, so that what somebody learned of an earlier one is out of date. */
  changes: number;
  /** Epoch milliseconds. */
  dispatchedAt: number;
  /** Begins anew to wait for a word of whoever has it. */
  awaitWord: () => void;
}

export type JobTaker = 'Custom' | 'ThirdParty' | 'handed';

const STEPS: Record<JobStatus, readonly JobStatus[]> = {
  Created: ['Queued', 'InProgress'],
  Queued: ['Dispatched'],
  Dispatched: ['Dispatched', 'InProgress'],
  InProgress: [],
};

export function newJob(id: string, run: ActionRun, continuationToken?: string): Job {
  const taker = takerOf(run);
  return { id, run, taker, continuationToken, status: 'Created', changes: 1, dispatchedAt: 0, awaitWord: () => {} };
}

/** Moves a job to another status; only the steps above exist. */
export function setJobStatus(job: Job, status: JobStatus): void {
  if (!STEPS[job.status].includes(status)) throw new Error(`job ${job.id} cannot go from ${job.status} to ${status}`);
  job.status = status;
  job.changes += 1;
}

/** What a worker must show to acknowledge what was dispatched to it (spec 2.12). */
export function nonceOf(job: Job): string {
  return String(job.changes);
}

function takerOf({ action: { type } }: ActionRun): JobTaker {
  if (type.executor !== 'JobWorker') return 'handed';
  return type.owner === 'Custom' ? 'Custom' : 'ThirdParty';
}
