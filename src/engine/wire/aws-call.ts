import { type OperationModel, operationOf, validate } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller, EventSource } from '../world.ts';
import { awsFailure, awsSuccess } from './aws-answer.ts';
import { asAwsError, type CallHost } from './call-host.ts';
import { decodeInput, parseBody } from './decode-input.ts';
import { eventStreamAnswer, streamIn } from './event-stream-answer.ts';
import { makeCall } from './known-call.ts';
import { bodyText, type WireRequest, type WireResponse } from './message.ts';
import { type ServedService, servedByTarget } from './served-services.ts';
import { answerStsCall, isQueryProtocol, stsFailure } from './sts-call.ts';
import { writeOutput } from './write-output.ts';

/** Bodies beyond this are refused (a full PutLogEvents batch of escaped text stays below) [D]. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

interface Target {
  served: ServedService;
  operation: string;
  model: OperationModel;
}

/** Answers one AWS call; whatever comes in, the answer is AWS's. */
export function answerAwsCall(host: CallHost, request: WireRequest, requestId: string): WireResponse {
  if (isQueryProtocol(request)) return answerStsCall(host, request, requestId);
  try {
    const target = targetOf(request);
    return makeCall(host, {
      service: target.served.model.service,
      operation: target.operation,
      request,
      succeed: (caller) => answerOf(host, target, run(host, caller, request, target), requestId),
      fail: awsFailure,
    });
  } catch (error) {
    return awsFailure(asAwsError(host, error));
  }
}

/** The answer to a call whose caller is refused before anything is looked at. */
export function refuseAwsCall(request: WireRequest, refusal: AwsError, requestId: string): WireResponse {
  return isQueryProtocol(request) ? stsFailure(refusal, requestId) : awsFailure(refusal);
}

/** The service that a call's credential scope must name; undefined where the call names none that is known. */
export function signingNameOf(request: WireRequest): string | undefined {
  if (isQueryProtocol(request)) return 'sts';
  return servedByTarget((request.headers['x-amz-target'] ?? '').split('.', 1)[0]!)?.model.signingName;
}

/** The answer to a body that was cut off because it is too large. */
export function bodyTooLarge(): WireResponse {
  return awsFailure(tooLarge());
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLargeException', `The request body exceeds ${MAX_BODY_BYTES} bytes`, 413);
}

/** Makes the call: its output, where the operation has one. */
function run(host: CallHost, caller: Caller, request: WireRequest, { served, operation, model }: Target) {
  const services = host.region(caller.account, caller.region);
  host.admit(caller, served.model.service, operation);
  if (request.body.length > MAX_BODY_BYTES) throw tooLarge();
  const json = parseBody(bodyText(request));
  const input = model.input ? decodeInput(served.model, model.input, json) : {};
  if (model.input) {
    const failures = validate(served.model, model.input, input);
    if (failures.length > 0) throw served.constraintError(model, failures);
  }
  return served.of(services).operations[operation]!(input, caller);
}

/** An operation without output is answered with an empty body. */
function answerOf(host: CallHost, target: Target, output: object = {}, requestId: string): WireResponse {
  const { model, shape } = { model: target.served.model, shape: target.model.output };
  if (shape === undefined) return awsSuccess('');
  const stream = streamIn(model, shape);
  if (!stream) return awsSuccess(writeOutput(model, shape, output));
  const source = (output as Record<string, EventSource>)[stream.member]!;
  return eventStreamAnswer(host, { model, shape: stream.shape, requestId }, source);
}

function targetOf(request: WireRequest): Target {
  const path = request.path.replace(/\?.*$/s, '');
  // rpc-v2-cbor comes to /service/NAME/operation/OPERATION; no model of these services lists it (spec 1.1).
  if (path !== '/' || request.headers['smithy-protocol'] !== undefined) throw unknownOperation(404);
  if (request.method !== 'POST') throw unknownOperation(404);
  const [prefix, operation, ...rest] = (request.headers['x-amz-target'] ?? '').split('.');
  const served = servedByTarget(prefix ?? '');
  const model =
    served && operation !== undefined && rest.length === 0 ? operationOf(served.model, operation) : undefined;
  if (!served || !model || operation === undefined) throw unknownOperation(400);
  return { served, operation, model };
}

function unknownOperation(status: number): AwsError {
  return new AwsError('UnknownOperationException', 'The requested operation is not known', status);
}
