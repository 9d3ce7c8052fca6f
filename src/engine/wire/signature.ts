import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { type Authorization, parseAuthorization } from './authorization.ts';

/** Secret access keys by access key id. */
export type SigningKeys = ReadonlyMap<string, string>;

/** A request as it came over the wire: every value of a header by itself, names in lower case. */
export interface SignedRequest {
  method: string;
  /** Path with its query string. */
  path: string;
  headers: Readonly<Record<string, readonly string[] | undefined>>;
  body: Uint8Array | string;
}

export interface SignatureCheck {
  keys: SigningKeys;
  /** Real time, epoch milliseconds: clients sign by it, whatever the engine's clock says. */
  now: number;
  /** The service that the scope must name; absent: any. */
  service?: string;
}

const MAX_SKEW_MINUTES = 15;
const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * Holds a request against its SigV4 signature (spec 1.4). Throws MissingAuthenticationToken, IncompleteSignature,
 * UnrecognizedClient or InvalidSignature (spec 1.3), in the words of AWS as far as they are known [R].
 */
export function verifySignature(request: SignedRequest, { keys, now, service }: SignatureCheck): void {
  const authorization = parseAuthorization(onlyValue(request, 'authorization'));
  const time = signingTime(request);
  checkSignedHeaders(request, authorization);
  checkScope(authorization, time, service);
  const secret = keys.get(authorization.accessKey);
  if (secret === undefined) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  checkSkew(time, now);
  checkPayloadHash(request);
  if (!sameText(signatureOf(request, authorization, time, secret), authorization.signature)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

function signatureOf(request: SignedRequest, authorization: Authorization, time: string, secret: string): string {
  const { date, region, service } = authorization;
  const scope = [date, region, service, 'aws4_request'];
  const canonical = sha256(canonicalRequest(request, authorization.signedHeaders));
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of scope) key = hmac(key, part);
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), canonical].join('\n')).toString('hex');
}

function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const [path, query] = split(request.path, '?');
  const names = signedHeaders.toSorted();
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${canonicalValue(valuesOf(request, name))}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
}

/** Without empty and dot segments, and encoded once more: only S3 takes a path as it stands. */
function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(encode(segment));
  }
  return kept.length === 0 ? '/' : `/${kept.join('/')}${path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const encoded = pairs.map((pair) => split(pair, '=').map((part) => encode(decode(part))));
  return encoded
    .toSorted(([a, x], [b, y]) => compare(a!, b!) || compare(x!, y!))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalValue(values: readonly string[]): string {
  return values.map((value) => value.trim().replace(/\s+/g, ' ')).join(',');
}

/** The value of X-Amz-Date, such as `20260302T090000Z`. */
function signingTime(request: SignedRequest): string {
  const time = onlyValue(request, 'x-amz-date');
  if (time === undefined) throw incomplete("Authorization header requires existence of a 'X-Amz-Date' header.");
  if (Number.isNaN(epoch(time))) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${time}'.`);
  return time;
}

function epoch(time: string): number {
  return AMZ_DATE.test(time) ? Date.parse(time.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN;
}

/** The host and all that is AWS's must be signed: the operation and the date stand in headers. */
function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders }: Authorization): void {
  if (!signedHeaders.includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length > 0) {
    throw invalid(`There were headers present in the request which were not signed: ${unsigned.join(', ')}`);
  }
}

function checkScope({ date, service }: Authorization, time: string, expected: string | undefined): void {
  const day = time.slice(0, 8);
  if (date !== day) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${time}'.`,
    );
  }
  if (expected !== undefined && service !== expected) {
    throw invalid(`Credential should be scoped to correct service: '${expected}'.`);
  }
}

function checkSkew(time: string, now: number): void {
  const skew = MAX_SKEW_MINUTES * 60_000;
  const signed = epoch(time);
  const by = (limit: number, sign: string) => `${amzDate(limit)} (${amzDate(now)} ${sign} ${MAX_SKEW_MINUTES} min.)`;
  if (signed < now - skew) throw invalid(`Signature expired: ${time} is now earlier than ${by(now - skew, '-')}`);
  if (signed > now + skew)
    throw invalid(`Signature not yet current: ${time} is still later than ${by(now + skew, '+')}`);
}

function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+|[-:]/g, '');
}

/** What is signed is the hash of the body that came; a client that names another one has been tampered with. */
function checkPayloadHash(request: SignedRequest): void {
  const named = onlyValue(request, 'x-amz-content-sha256');
  if (named !== undefined && named !== sha256(request.body)) {
    throw invalid("The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
}

/** The value of a header that may come only once: of two, the engine and the signature could mean different ones. */
function onlyValue(request: SignedRequest, name: string): string | undefined {
  const values = valuesOf(request, name);
  if (values.length > 1) throw incomplete(`The header '${name}' was sent more than once.`);
  return values[0];
}

function valuesOf({ headers }: SignedRequest, name: string): readonly string[] {
  // A caller may name any header as signed, `constructor` too.
  return (Object.hasOwn(headers, name) ? headers[name] : undefined) ?? [];
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** All but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, percent);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No percent-encoding: it stands for itself.
    return text;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}
