import { AwsError } from '../aws-error.ts';
import type { FaultRule } from '../faults.ts';
import type { Caller } from '../world.ts';
import { type Authorization, callerOf, parseAuthorization } from './authorization.ts';
import { asAwsError, type CallHost } from './call-host.ts';
import type { WireRequest, WireResponse } from './message.ts';

/** A call of an operation that exists, and how its protocol answers it. */
export interface KnownCall {
  readonly service: string;
  readonly operation: string;
  readonly request: WireRequest;
  succeed(caller: Caller, authorization: Authorization): WireResponse;
  fail(error: AwsError): WireResponse;
}

/** Makes the call for whom it comes from, counts it, and lets go wrong what is meant to (engine-control: faults). */
export function makeCall(host: CallHost, call: KnownCall): WireResponse {
  const { service, operation } = call;
  const fault = host.strike(service, operation);
  if (fault?.kind === 'refuse') {
    host.count(service, operation, true);
    return { status: 503, headers: {}, body: '', close: true };
  }
  const response = attempt(host, call, fault);
  if (fault?.kind === 'drop') response.close = true;
  if (fault?.kind === 'delay') response.delayMs = fault.delayMs;
  return response;
}

function attempt(host: CallHost, call: KnownCall, fault: FaultRule | undefined): WireResponse {
  const { service, operation, request } = call;
  try {
    const authorization = parseAuthorization(request.headers.authorization);
    const caller = callerOf(authorization, host.account);
    const error = fault && errorOf(fault, caller, `${service}:${operation}`);
    if (error) throw error;
    const response = call.succeed(caller, authorization);
    host.count(service, operation, false);
    return response;
  } catch (error) {
    host.count(service, operation, true);
    return call.fail(asAwsError(host, error));
  }
}

/** The error that a fault answers instead of making the call; the texts of the last two are [R]. */
function errorOf(fault: FaultRule, { arn }: Caller, permission: string): AwsError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return new AwsError('ThrottlingException', 'Rate exceeded');
    case 'error': {
      const { code = 'InternalFailure', message = 'An error was asked for', status = 500 } = fault;
      return new AwsError(code, message, status);
    }
    case 'expired-credentials':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'access-denied':
      return new AwsError('AccessDeniedException', `User: ${arn} is not authorized to perform: ${permission}`);
    default:
      return undefined;
  }
}
