import { AwsError } from '../../aws-error.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkConcurrency } from '../executions/concurrency.ts';
import { startExecution } from '../executions/flow.ts';
import { findSourceAction } from '../sources/find-source.ts';
import { type Delivery, isAuthentic } from './authenticate.ts';
import { passes, pushedCommit } from './payload.ts';
import type { Webhook } from './webhook.ts';

/** What became of a call of a webhook's URL. */
export type Reception =
  | { readonly kind: 'started'; readonly pipelineExecutionId: string }
  /** A filter did not match. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'notAuthentic' }
  | { readonly kind: 'notJson' };

/**
 * A call of a webhook's URL: it starts the pipeline when its authentication and all its filters let it (spec 2.11).
 * What keeps a call that passed from starting anything is thrown, and shown by ListWebhooks [D].
 */
export function deliver(
  context: EngineContext,
  definitions: PipelineDefinitions,
  webhook: Webhook,
  delivery: Delivery,
): Reception {
  if (!isAuthentic(webhook.definition, delivery)) return { kind: 'notAuthentic' };
  const payload = parse(delivery.body);
  if (payload === undefined) return { kind: 'notJson' };
  try {
    const pipeline = definitions.find(webhook.definition.targetPipeline);
    return receive(context, pipeline, webhook, payload);
  } catch (error) {
    if (error instanceof AwsError) webhook.error = { code: error.name, message: error.message };
    throw error;
  }
}

function receive(context: EngineContext, pipeline: Pipeline, webhook: Webhook, payload: unknown): Reception {
  const { targetAction, filters } = webhook.definition;
  // Secrets are masked here: a filter cannot find them out.
  const { configuration } = findSourceAction(pipeline, targetAction);
  if (!filters.every((filter) => passes(payload, filter, configuration))) return { kind: 'ignored' };
  checkConcurrency(pipeline);
  const revision = pushedCommit(payload, configuration.BranchName ?? configuration.Branch);
  const { id } = startExecution(context, pipeline, {
    trigger: { triggerType: 'Webhook', triggerDetail: webhook.arn },
    given: new Map([[targetAction, revision]]),
  });
  noteTriggered(webhook, context.world.clock.now());
  return { kind: 'started', pipelineExecutionId: id };
}

/** The webhook started an execution. */
export function noteTriggered(webhook: Webhook, now: number): void {
  webhook.lastTriggered = now;
  webhook.error = undefined;
}

/** Undefined when the text is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
