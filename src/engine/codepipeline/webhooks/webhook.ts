import type { Tag } from '../tags/tags.ts';

export interface WebhookFilter {
  readonly jsonPath: string;
  readonly matchEquals?: string;
}

/** The document of PutWebhook, as AWS spells it (spec 2.11). */
export interface WebhookDefinition {
  readonly name: string;
  readonly targetPipeline: string;
  readonly targetAction: string;
  readonly filters: readonly WebhookFilter[];
  readonly authentication: 'GITHUB_HMAC' | 'IP' | 'UNAUTHENTICATED';
  readonly authenticationConfiguration: { readonly SecretToken?: string; readonly AllowedIPRange?: string };
}

/** A webhook: an address, and what a call to it must be like to start a pipeline. Times are epoch milliseconds. */
export interface Webhook {
  /** What its URL ends in: nobody can guess it. */
  readonly id: string;
  readonly arn: string;
  definition: WebhookDefinition;
  tags: readonly Tag[];
  /** Whether the third party calls it by itself (RegisterWebhookWithThirdParty). */
  registered: boolean;
  /** When it last started an execution. */
  lastTriggered?: number;
  /** Why the last call that passed could start none. */
  error?: { readonly code: string; readonly message: string };
}
