import { MASK } from '../../../rules/secrets.ts';
import { page, scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { EngineContext } from '../engine-context.ts';
import type { Webhook, WebhookDefinition } from './webhook.ts';
import type { Webhooks } from './webhooks.ts';

const MOST_LISTED = 100;

/** The operations of webhooks. */
export function webhookOperations({ world }: EngineContext, webhooks: Webhooks): Record<string, Operation> {
  const item = (webhook: Webhook) => webhookItem(webhook, world.endpoint());
  return {
    PutWebhook: ({ webhook, tags }) => ({ webhook: item(webhooks.put(webhook, tags)) }),
    // The members of this one list begin with capitals (spec 1.5).
    ListWebhooks: ({ NextToken: nextToken, MaxResults: maxResults }, caller) => {
      const listed = page(
        scopeOf(caller, 'ListWebhooks'),
        { nextToken, maxResults },
        {
          items: () => webhooks.list(),
          cursorOf: ({ definition }) => definition.name,
          isAfter: ({ definition }, name) => definition.name > name,
          most: MOST_LISTED,
        },
      );
      return { webhooks: listed.items.map(item), ...(listed.nextToken && { NextToken: listed.nextToken }) };
    },
    DeleteWebhook: ({ name }) => {
      webhooks.delete(name);
      return {};
    },
    RegisterWebhookWithThirdParty: ({ webhookName }) => {
      webhooks.register(webhookName, true);
      return {};
    },
    DeregisterWebhookWithThirdParty: ({ webhookName }) => {
      webhooks.register(webhookName, false);
      return {};
    },
  };
}

function webhookItem({ id, arn, definition, tags, lastTriggered, error }: Webhook, endpoint: string) {
  return {
    definition: redacted(definition),
    url: `${endpoint}/_signalbox/webhooks/${id}`,
    ...(error && { errorMessage: error.message, errorCode: error.code }),
    ...(lastTriggered !== undefined && { lastTriggered }),
    arn,
    tags,
  };
}

/** A secret is never given back (spec 2.11). */
function redacted(definition: WebhookDefinition): WebhookDefinition {
  const { authenticationConfiguration } = definition;
  if (authenticationConfiguration.SecretToken === undefined) return definition;
  return { ...definition, authenticationConfiguration: { ...authenticationConfiguration, SecretToken: MASK } };
}
