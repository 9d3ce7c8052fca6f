import { AwsError } from '../../aws-error.ts';
import { parseIpRange } from './ip-range.ts';
import { parseJsonPath } from './json-path.ts';
import type { WebhookDefinition } from './webhook.ts';

/**
 * What a webhook must be beside the constraints of the model (spec 2.11). Throws InvalidWebhookFilterPatternException
 * and InvalidWebhookAuthenticationParametersException.
 */
export function checkWebhook({ filters, authentication, authenticationConfiguration }: WebhookDefinition): void {
  for (const { jsonPath } of filters) {
    if (!parseJsonPath(jsonPath)) {
      throw new AwsError('InvalidWebhookFilterPatternException', `The JSON path '${jsonPath}' is not valid`);
    }
  }
  const problem = PROBLEMS[authentication](authenticationConfiguration);
  if (problem) throw new AwsError('InvalidWebhookAuthenticationParametersException', problem);
}

type Configuration = WebhookDefinition['authenticationConfiguration'];

/** What is wrong with the configuration of a kind of authentication, if anything. The wording is [D]. */
const PROBLEMS: Readonly<
  Record<WebhookDefinition['authentication'], (configuration: Configuration) => string | undefined>
> = {
  GITHUB_HMAC: ({ SecretToken, AllowedIPRange }) =>
    SecretToken === undefined || AllowedIPRange !== undefined
      ? 'GITHUB_HMAC takes a SecretToken and nothing else'
      : undefined,
  IP: ({ SecretToken, AllowedIPRange }) => {
    if (AllowedIPRange === undefined || SecretToken !== undefined) return 'IP takes an AllowedIPRange and nothing else';
    return parseIpRange(AllowedIPRange)
      ? undefined
      : `The AllowedIPRange '${AllowedIPRange}' is not a valid CIDR range`;
  },
  UNAUTHENTICATED: ({ SecretToken, AllowedIPRange }) =>
    SecretToken !== undefined || AllowedIPRange !== undefined
      ? 'UNAUTHENTICATED takes neither a SecretToken nor an AllowedIPRange'
      : undefined,
};
