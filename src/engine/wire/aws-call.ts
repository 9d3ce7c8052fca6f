import { type OperationModel, operationOf, validate, validationMessage } from '../../rules/service-model.ts';
import { AwsError } from '../aws-error.ts';
import { callerIdentityXml, queryErrorXml } from '../sts/caller-identity.ts';
import type { Caller, Operation, RegionServices } from '../world.ts';
import { type Authorization, callerOf, parseAuthorization } from './authorization.ts';
import { awsFailure, awsSuccess } from './aws-answer.ts';
import { decodeInput, parseBody } from './decode-input.ts';
import { encodeOutput } from './encode-output.ts';
import { bodyText, type WireRequest, type WireResponse } from './message.ts';
import { type ServedService, servedByTarget } from './served-services.ts';

/** What a call needs from the engine. */
export interface CallHost {
  readonly account: string;
  region(account: string, region: string): RegionServices;
  /** Refuses a call that comes too soon, by throwing ThrottlingException. */
  admit(caller: Caller, service: string, operation: string): void;
  /** Hears of every call of a known operation. */
  count(service: string, operation: string, failed: boolean): void;
  /** Hears of an exception that is no AWS error. */
  report(error: unknown): void;
}

/** Bodies beyond this are refused (a full PutLogEvents batch of escaped text stays below) [D]. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

interface Target {
  served: ServedService;
  operation: string;
  model: OperationModel;
}

/** Answers one AWS call; whatever comes in, the answer is AWS's. */
export function answerAwsCall(host: CallHost, request: WireRequest, requestId: string): WireResponse {
  if (isQueryProtocol(request)) return answerSts(host, request, requestId);
  let target: Target | undefined;
  try {
    target = targetOf(request);
    const output = run(host, request, target);
    host.count(target.served.model.service, target.operation, false);
    return awsSuccess(output);
  } catch (error) {
    if (target) host.count(target.served.model.service, target.operation, true);
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

function run(host: CallHost, request: WireRequest, { served, operation, model }: Target): unknown {
  const caller = callerOf(parseAuthorization(request.headers.authorization), host.account);
  const services = host.region(caller.account, caller.region);
  const handler = handlerOf(served, services, operation);
  host.admit(caller, served.model.service, operation);
  if (request.body.length > MAX_BODY_BYTES) throw tooLarge();
  const json = parseBody(bodyText(request));
  const input = model.input ? decodeInput(served.model, model.input, json) : {};
  if (model.input) {
    const failures = validate(served.model, model.input, input);
    if (failures.length > 0) throw new AwsError(served.constraintError, validationMessage(failures));
  }
  const output = handler(input, caller);
  return model.output ? encodeOutput(served.model, model.output, output ?? {}) : undefined;
}

// Refused by its name: an action may name a deployment, and its operator asks for it.
const CODEDEPLOY = 'CodeDeploy_20141006';

function targetOf(request: WireRequest): Target {
  const path = request.path.replace(/\?.*$/s, '');
  // rpc-v2-cbor comes to /service/NAME/operation/OPERATION; no model of these services lists it (spec 1.1).
  if (path !== '/' || request.headers['smithy-protocol'] !== undefined) throw unknownOperation(404);
  if (request.method !== 'POST') throw unknownOperation(404);
  const [prefix, operation, ...rest] = (request.headers['x-amz-target'] ?? '').split('.');
  if (prefix === CODEDEPLOY) throw unknownOperation(400, notAvailable('CodeDeploy'));
  const served = servedByTarget(prefix ?? '');
  const model =
    served && operation !== undefined && rest.length === 0 ? operationOf(served.model, operation) : undefined;
  if (!served || !model || operation === undefined) throw unknownOperation(400);
  return { served, operation, model };
}

function handlerOf(served: ServedService, services: RegionServices, operation: string): Operation {
  const { operations } = served.of(services);
  const handler = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!handler) throw unknownOperation(400, notAvailable(operation));
  return handler;
}

function notAvailable(what: string): string {
  return `${what} is not available in this version of the mock engine`;
}

function unknownOperation(status: number, message = 'The requested operation is not known'): AwsError {
  return new AwsError('UnknownOperationException', message, status);
}

function asAwsError(host: CallHost, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  host.report(error);
  return new AwsError('InternalFailure', 'The mock engine failed to process the request', 500);
}

function isQueryProtocol(request: WireRequest): boolean {
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return request.method === 'POST' && isForm && request.headers['x-amz-target'] === undefined;
}

/** STS speaks the query protocol: a form in, XML out (spec 9). */
function answerSts(host: CallHost, request: WireRequest, requestId: string): WireResponse {
  const action = new URLSearchParams(bodyText(request) ?? '').get('Action');
  if (action !== 'GetCallerIdentity') {
    const message = `Could not find operation ${action} for version 2011-06-15`;
    return xmlAnswer(400, queryErrorXml('InvalidAction', message, requestId));
  }
  try {
    const authorization: Authorization = parseAuthorization(request.headers.authorization);
    const xml = callerIdentityXml(callerOf(authorization, host.account), authorization.accessKey, requestId);
    host.count('sts', action, false);
    return xmlAnswer(200, xml);
  } catch (error) {
    host.count('sts', action, true);
    return stsFailure(asAwsError(host, error), requestId);
  }
}

// The query protocol has names of its own for some errors [R].
const QUERY_NAMES: Readonly<Record<string, string>> = {
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/** The others it names without the suffix [R]. */
function stsFailure({ name, message }: AwsError, requestId: string): WireResponse {
  return xmlAnswer(403, queryErrorXml(QUERY_NAMES[name] ?? name.replace(/Exception$/, ''), message, requestId));
}

function xmlAnswer(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
