import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseIpRange } from './ip-range.ts';
import type { WebhookDefinition } from './webhook.ts';

/** A call of a webhook's URL. */
export interface Delivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The address that the call came from; absent when it came over no network. */
  readonly remoteAddress?: string;
}

/** Whether a call may start the webhook's pipeline (spec 2.11). */
export function isAuthentic(definition: WebhookDefinition, delivery: Delivery): boolean {
  const { SecretToken = '', AllowedIPRange = '' } = definition.authenticationConfiguration;
  switch (definition.authentication) {
    case 'GITHUB_HMAC':
      return isSigned(delivery, SecretToken);
    case 'IP':
      return delivery.remoteAddress !== undefined && (parseIpRange(AllowedIPRange)?.(delivery.remoteAddress) ?? false);
    case 'UNAUTHENTICATED':
      return true;
  }
}

/** GitHub signs a body with both hashes; where both are there, the stronger one counts. */
function isSigned({ headers, body }: Delivery, secret: string): boolean {
  const strong = headers['x-hub-signature-256'];
  const [algorithm, given] = strong === undefined ? ['sha1', headers['x-hub-signature']] : ['sha256', strong];
  const expected = Buffer.from(`${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`);
  const actual = Buffer.from(given ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
