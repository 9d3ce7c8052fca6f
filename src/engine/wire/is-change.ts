import { isControlPath, isWebhookPath } from '../control/answer-control.ts';
import type { WireRequest, WireResponse } from './message.ts';

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
export function isChange(request: WireRequest): boolean {
  if (isControlPath(request.path)) return request.method !== 'GET';
  const operation = operationOf(request);
  return operation !== undefined && isChangingOperation(operation);
}

/**
 * Whether a request that might have changed something left everything as it was: it was refused, or it polled for jobs and
 * there were none, as workers do all day. Of a delivery that was let in and came to nothing a webhook still tells why.
 */
export function isWithoutEffect(request: WireRequest, { status, body }: WireResponse): boolean {
  if (isWebhookPath(request.path)) return status === 403;
  return status >= 400 || (/^PollFor/.test(operationOf(request) ?? '') && body === '{"jobs":[]}');
}

function operationOf({ headers }: WireRequest): string | undefined {
  return headers['x-amz-target']?.split('.')[1];
}
