import { isControlPath } from '../control/answer-control.ts';
import type { WireRequest } from '../wire/message.ts';

/** What of a request is needed to make it again; its body is kept beside it. No signature and no session token. */
export interface KeptRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `KEY/DAY/REGION/SERVICE/aws4_request`: who called, and which region. */
  readonly credential?: string;
  readonly remoteAddress?: string;
}

/** The headers that an answer can hang on, beside who calls; those of webhooks are what their senders sign with. */
const HEADERS = /^(content-type|x-amz-target|x-signalbox-control|x-hub-signature(-256)?)$/;

const CREDENTIAL = /Credential=([^,\s]+)/;

export function keepRequest({ method, path, headers, remoteAddress }: WireRequest): KeptRequest {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && HEADERS.test(name));
  return {
    method,
    // A signature in the query is one too, and no call of AWS takes anything from there.
    path: isControlPath(path) ? path : '/',
    headers: Object.fromEntries(kept) as Record<string, string>,
    credential: CREDENTIAL.exec(headers.authorization ?? '')?.[1],
    remoteAddress,
  };
}

/** The request as the engine takes it again; who called is believed, as it was then. */
export function wireRequest(kept: KeptRequest, body: Uint8Array): WireRequest {
  const { credential, headers, ...rest } = kept;
  const authorization = credential && `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`;
  return { ...rest, headers: { ...headers, authorization }, body };
}
