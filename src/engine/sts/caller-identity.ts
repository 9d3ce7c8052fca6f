import type { Caller } from '../world.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The XML that GetCallerIdentity answers: the account and an ARN derived from the access key (spec 9). */
export function callerIdentityXml(caller: Caller, accessKey: string, requestId: string): string {
  return [
    `<GetCallerIdentityResponse xmlns="${NAMESPACE}">`,
    '<GetCallerIdentityResult>',
    `<Arn>${escapeXml(caller.arn)}</Arn>`,
    `<UserId>${escapeXml(accessKey)}</UserId>`,
    `<Account>${caller.account}</Account>`,
    '</GetCallerIdentityResult>',
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`,
    '</GetCallerIdentityResponse>',
  ].join('');
}

/** An error as the query protocol writes it. */
export interface QueryError {
  readonly type: 'Sender' | 'Receiver';
  readonly code: string;
  readonly message: string;
}

export function queryErrorXml({ type, code, message }: QueryError, requestId: string): string {
  return [
    `<ErrorResponse xmlns="${NAMESPACE}">`,
    `<Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`,
    `<RequestId>${requestId}</RequestId>`,
    '</ErrorResponse>',
  ].join('');
}

/** What XML cannot hold at all, not even escaped: control characters and halves of characters. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeXml(text: string): string {
  const held = text.replace(NOT_IN_XML, '\ufffd');
  return held.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
