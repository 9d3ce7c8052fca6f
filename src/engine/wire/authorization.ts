import { AwsError } from '../aws-error.ts';
import type { Caller } from '../world.ts';

/** What a SigV4 Authorization header says (spec 1.4). */
export interface Authorization {
  accessKey: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const SCHEME = /^AWS4-HMAC-SHA256\s+(.*)$/s;
// A key becomes part of ARNs, which have their limits [D].
const SCOPE = /^([!-.0-~]{1,128})\/(\d{8})\/([a-z0-9-]{1,40})\/([A-Za-z0-9._-]{1,64})\/aws4_request$/;

/** Reads the header; throws MissingAuthenticationToken or IncompleteSignature (spec 1.3). */
export function parseAuthorization(header: string | undefined): Authorization {
  if (!header) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const fields = SCHEME.exec(header.trim())?.[1];
  if (fields === undefined) throw incomplete("Authorization header must begin with 'AWS4-HMAC-SHA256'.");
  const parts = new Map<string, string>();
  for (const field of fields.split(',')) {
    const at = field.indexOf('=');
    if (at > 0) parts.set(field.slice(0, at).trim(), field.slice(at + 1).trim());
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name));
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  const scope = SCOPE.exec(parts.get('Credential')!);
  if (!scope) throw incomplete("Credential must have the form 'KEY/YYYYMMDD/REGION/SERVICE/aws4_request'.");
  return {
    accessKey: scope[1]!,
    date: scope[2]!,
    region: scope[3]!,
    service: scope[4]!,
    signedHeaders: parts.get('SignedHeaders')!.toLowerCase().split(';'),
    signature: parts.get('Signature')!,
  };
}

/** Who calls: a key of exactly 12 digits is that account, any other belongs to the engine's own (engine-control: Who calls). */
export function callerOf(authorization: Authorization, ownAccount: string): Caller {
  const { accessKey, region } = authorization;
  const account = /^\d{12}$/.test(accessKey) ? accessKey : ownAccount;
  return { account, region, arn: `arn:aws:iam::${account}:user/${accessKey}` };
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}
