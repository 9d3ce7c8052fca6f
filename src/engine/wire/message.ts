/** An HTTP request as the engine takes it, from a socket or from a client in the same process. */
export interface WireRequest {
  method: string;
  /** Path with its query string. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array | string;
  /** The address that it came from; absent when it came over no network. */
  remoteAddress?: string;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Real milliseconds for which the answer is held back. */
  delayMs?: number;
  /** Instead of the answer the client sees its connection close. */
  close?: true;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The body as text; undefined when it is not UTF-8. */
export function bodyText(request: WireRequest): string | undefined {
  if (typeof request.body === 'string') return request.body;
  try {
    return decoder.decode(request.body);
  } catch {
    return undefined;
  }
}
