import type { AwsError } from '../aws-error.ts';
import { callerIdentityXml, queryErrorXml } from '../sts/caller-identity.ts';
import type { CallHost } from './call-host.ts';
import { makeCall } from './known-call.ts';
import { bodyText, type WireRequest, type WireResponse } from './message.ts';

/** Whether a request speaks the query protocol, as STS does: a form in, XML out (spec 9). */
export function isQueryProtocol(request: WireRequest): boolean {
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return request.method === 'POST' && isForm && request.headers['x-amz-target'] === undefined;
}

/** Answers a call of STS: GetCallerIdentity, and nothing else (spec 9). */
export function answerStsCall(host: CallHost, request: WireRequest, requestId: string): WireResponse {
  const operation = new URLSearchParams(bodyText(request) ?? '').get('Action');
  if (operation !== 'GetCallerIdentity') {
    const message = `Could not find operation ${operation} for version 2011-06-15`;
    return xmlAnswer(400, queryErrorXml({ type: 'Sender', code: 'InvalidAction', message }, requestId));
  }
  return makeCall(host, {
    service: 'sts',
    operation,
    request,
    succeed: (caller, { accessKey }) => xmlAnswer(200, callerIdentityXml(caller, accessKey, requestId)),
    fail: (error) => stsFailure(error, requestId),
  });
}

// The query protocol has names of its own for some errors [R].
const QUERY_NAMES: Readonly<Record<string, string>> = {
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/** Errors about who calls: the query protocol answers them with a 403 [R]. */
const ABOUT_CALLER = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);

/** The others it names without the suffix [R]. */
export function stsFailure(error: AwsError, requestId: string): WireResponse {
  const status = ABOUT_CALLER.has(error.name) ? 403 : error.status;
  const code = QUERY_NAMES[error.name] ?? error.name.replace(/Exception$/, '');
  const type = status < 500 ? 'Sender' : 'Receiver';
  return xmlAnswer(status, queryErrorXml({ type, code, message: error.message }, requestId));
}

function xmlAnswer(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
