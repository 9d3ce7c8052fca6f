import type { StageState } from './pipeline.ts';

// A transition that was closed for longer does not let go on what waits in front of it (spec 2.5).
const RESUMES_WITHIN_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether a closed transition still lets go on what waits in front of it, once it is opened (spec 2.5). `now` by the service's clock. */
export function resumes({ transition }: StageState, now: number | undefined): boolean {
  return transition.at === undefined || now === undefined || now - transition.at <= RESUMES_WITHIN_MS;
}

/** An execution inside locks the stage, also while it waits for a person or a condition is checked (spec 2.4). */
export function isLocked({ latest }: StageState): boolean {
  return latest?.status === 'InProgress' || latest?.status === 'Stopping';
}
