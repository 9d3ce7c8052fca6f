import type { AwsError } from '../aws-error.ts';
import type { WireResponse } from './message.ts';

/** A success in awsJson1.1; an operation without output has an empty body (spec 1.1). */
export function awsSuccess(body: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}

/** An error as botocore (body) and the JavaScript SDK (header) read it (spec 1.3). */
export function awsFailure(error: Pick<AwsError, 'name' | 'message' | 'status'> & Partial<AwsError>): WireResponse {
  return {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.name },
    body: JSON.stringify({ __type: error.name, message: error.message, ...error.details }),
  };
}
