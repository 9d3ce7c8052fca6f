import { AwsError } from '../../aws-error.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { sourceActionOf } from '../sources/find-source.ts';
import { checkTags, type Tag } from '../tags/tags.ts';
import type { Webhook, WebhookDefinition } from './webhook.ts';
import { checkWebhook } from './webhook-checks.ts';

const MOST_WEBHOOKS = 300;
const ID_LENGTH = 40;

/** The webhooks of one account and region (spec 2.11). */
export class Webhooks {
  readonly #context: EngineContext;
  readonly #definitions: PipelineDefinitions;
  readonly #webhooks = new Map<string, Webhook>();

  constructor(context: EngineContext, definitions: PipelineDefinitions) {
    this.#context = context;
    this.#definitions = definitions;
  }

  /**
   * PutWebhook: a new webhook with an address of its own, or another definition for the one of that name, which
   * keeps its address and, where none are given, its tags [D]. Throws PipelineNotFoundException,
   * ValidationException for an action that is none of the pipeline's sources, and what the checks throw.
   */
  put(definition: WebhookDefinition, tags: readonly Tag[] | undefined): Webhook {
    const { services, world } = this.#context;
    const arn = `arn:aws:codepipeline:${services.region}:${services.account}:webhook:${definition.name}`;
    checkWebhook(definition);
    this.#checkTarget(definition);
    checkTags(tags ?? [], arn);
    const before = this.#webhooks.get(definition.name);
    if (before) {
      before.definition = definition;
      before.tags = tags ?? before.tags;
      return before;
    }
    if (this.#webhooks.size >= MOST_WEBHOOKS) {
      throw new AwsError('LimitExceededException', `There can only be up to ${MOST_WEBHOOKS} webhooks in a region`);
    }
    const id = world.random.alphanumeric(ID_LENGTH);
    const webhook: Webhook = { id, arn, definition, tags: tags ?? [], registered: false };
    this.#webhooks.set(definition.name, webhook);
    return webhook;
  }

  /** By name. */
  list(): Webhook[] {
    return [...this.#webhooks.values()].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  }

  /** DeleteWebhook: an unknown name is no error; under the same name there will be another address. */
  delete(name: string): void {
    this.#webhooks.delete(name);
  }

  /** RegisterWebhookWithThirdParty and its opposite: whether the target's own host calls it. Throws WebhookNotFoundException. */
  register(name: string | undefined, registered: boolean): void {
    const webhook = name === undefined ? undefined : this.#webhooks.get(name);
    if (!webhook) throw new AwsError('WebhookNotFoundException', `There is no webhook with the name '${name ?? ''}'`);
    webhook.registered = registered;
  }

  findByArn(arn: string): Webhook | undefined {
    return this.#webhooks.values().find((webhook) => webhook.arn === arn);
  }

  /** The webhook whose URL ends in this. */
  findById(id: string): Webhook | undefined {
    return this.#webhooks.values().find((webhook) => webhook.id === id);
  }

  /** The webhook by which the host of a source tells of its changes. */
  registeredFor(pipeline: string, action: string): Webhook | undefined {
    return this.#webhooks
      .values()
      .find(
        ({ registered, definition }) =>
          registered && definition.targetPipeline === pipeline && definition.targetAction === action,
      );
  }

  #checkTarget({ targetPipeline, targetAction }: WebhookDefinition): void {
    if (!sourceActionOf(this.#definitions.find(targetPipeline), targetAction)) {
      // The operation has no error of its own for it [D].
      const message = `Pipeline '${targetPipeline}' does not have a source action '${targetAction}'`;
      throw new AwsError('ValidationException', message);
    }
  }
}
