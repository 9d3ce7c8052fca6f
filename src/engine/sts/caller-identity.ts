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

/** An error of the query protocol. */
export function queryErrorXml(name: string, message: string, requestId: string): string {
  return [
    `<ErrorResponse xmlns="${NAMESPACE}">`,
    `<Error><Type>Sender</Type><Code>${escapeXml(name)}</Code><Message>${escapeXml(message)}</Message></Error>`,
    `<RequestId>${requestId}</RequestId>`,
    '</ErrorResponse>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
