import { isControlPath } from '../control/answer-control.ts';
import type { WireRequest } from './message.ts';

/**
 * How AWS's reads begin. Whatever else there is may change something: PollForJobs hands out jobs. StartLiveTail only
 * listens.
 */
const READ = /^(BatchGet|Describe|Filter|Get|List|StartLiveTail$|Test[A-Z])/;

/** Whether an operation of AWS may change something; by its name, so that one that is new is known too. */
export function isChangingOperation(operation: string): boolean {
  return !READ.test(operation);
}

/** Whether a request may change something, if it is accepted. STS, which names no target, only tells. */
export function isChange({ method, path, headers }: WireRequest): boolean {
  if (isControlPath(path)) return method !== 'GET';
  const operation = headers['x-amz-target']?.split('.')[1];
  return operation !== undefined && isChangingOperation(operation);
}
