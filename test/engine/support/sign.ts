import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** SHA-256 as the signer of the SDK takes it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('Nobody uses a hash twice here');
  }
}

export interface ToSign {
  method: string;
  /** With its query string. */
  path: string;
  headers: Record<string, string>;
  body: string;
  key: string;
  secret: string;
  service?: string;
  region?: string;
  date: Date;
}

/** The headers of a request once the SDK's own signer has signed it. */
export async function signedHeaders(request: ToSign): Promise<Record<string, string>> {
  const { method, headers, body, key, secret, service = 'codepipeline', region = 'us-east-1', date } = request;
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId: key, secretAccessKey: secret },
    sha256: Sha256 as never,
    applyChecksum: false,
  });
  const url = new URL(request.path, 'http://unused');
  const signed = await signer.sign(
    {
      method,
      headers,
      body,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      protocol: 'http:',
      hostname: 'unused',
    },
    { signingDate: date },
  );
  return signed.headers;
}
