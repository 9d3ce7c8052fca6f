import type { PullRequestEvent } from '../../../rules/pipeline-declaration.ts';
import type { ActionLayout } from '../definitions/layout.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { hasRoomForMore } from '../executions/concurrency.ts';
import type { GivenRevision, Trigger } from '../executions/execution.ts';
import { startExecution } from '../executions/flow.ts';
import { noteTriggered } from '../webhooks/deliver.ts';
import type { Webhook } from '../webhooks/webhook.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { isNoticed } from './detection.ts';
import { findSourceAction } from './find-source.ts';
import { isPolled } from './polling.ts';

/** A change in a source, as a control call or a scenario tells of it (engine-control: source-change). */
export interface SourceChange {
  readonly pipeline: string;
  readonly action: string;
  readonly revision?: {
    readonly id?: string;
    readonly summary?: string;
    readonly author?: string;
    readonly url?: string;
  };
  /** The branch that was pushed; without it, a tag and a pull request it is the configured one [D]. */
  readonly branch?: string;
  /** The Git tag that was pushed; for an image its tag. */
  readonly tag?: string;
  /** Paths of the changed files; for a bucket the keys of its changed objects. */
  readonly files?: readonly string[];
  readonly pullRequest?: PullRequestChange;
}

/** Something about a pull request. Its branches are, where not told, that of the change and the configured one [D]. */
export interface PullRequestChange {
  readonly event: PullRequestEvent;
  /** The branch with the commits. */
  readonly branch?: string;
  /** The branch that it is to be merged into. */
  readonly targetBranch?: string;
}

/**
 * A change in a source of a pipeline, as the service notices it (spec 2.11): the id of the execution that it
 * started, or null when the definition says that such a change starts none, or when as many are under way as
 * there can be [D]. Throws ActionNotFoundException for an action that is not one of the pipeline's sources.
 */
export function sourceChange(
  context: EngineContext,
  webhooks: Webhooks,
  pipeline: Pipeline,
  change: SourceChange,
): string | null {
  const now = context.world.clock.now();
  const action = findSourceAction(pipeline, change.action);
  const webhook = action.type.detection === 'webhook' ? webhooks.registeredFor(pipeline.name, action.name) : undefined;
  const isTold = webhook !== undefined;
  if (!isNoticed(pipeline, action, change, { now, isTold }) || !hasRoomForMore(pipeline)) return null;
  const trigger = triggerOf(pipeline, action, webhook);
  const { id } = startExecution(context, pipeline, { trigger, given: new Map([[action.name, givenBy(change)]]) });
  if (webhook) noteTriggered(webhook, now);
  return id;
}

/** A pull request brings the head of its own branch, not of the one that it is to be merged into [R]. */
function givenBy({ revision, branch, pullRequest }: SourceChange): GivenRevision {
  return { ...revision, branch: pullRequest?.branch ?? branch };
}

/** EventBridge rule names end here. */
const RULE_NAME_LENGTH = 64;

/** Who starts an execution for a change of this source; the details beside ARNs are [D] (spec 2.9, 2.11). */
function triggerOf(pipeline: Pipeline, action: ActionLayout, registered: Webhook | undefined): Trigger {
  const { region, account, name } = pipeline;
  const { detection } = action.type;
  if (detection === 'connection') {
    return { triggerType: 'WebhookV2', triggerDetail: action.configuration.ConnectionArn ?? '' };
  }
  const isPolledFor = isPolled(action.declaration);
  if (registered || (detection === 'webhook' && !isPolledFor)) {
    // The console makes a webhook for a source that nobody polls, where nobody has made one [D].
    const triggerDetail =
      registered?.arn ?? `arn:aws:codepipeline:${region}:${account}:webhook:${name}--${action.name}`;
    return { triggerType: 'Webhook', triggerDetail };
  }
  if (isPolledFor) return { triggerType: 'PollForSourceChanges', triggerDetail: action.name };
  const rule = `codepipeline-${name}-${action.name}`.slice(0, RULE_NAME_LENGTH);
  return { triggerType: 'CloudWatchEvent', triggerDetail: `arn:aws:events:${region}:${account}:rule/${rule}` };
}
