import { findActionType } from '../../../rules/action-types.ts';
import type { ActionDeclaration, PipelineDeclaration } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import { refuseFilters } from '../definitions/unsupported.ts';
import type { EngineContext } from '../engine-context.ts';
import type { GivenRevision, Trigger } from '../executions/execution.ts';
import { startExecution } from '../executions/flow.ts';
import { isPolled, pollingDisabledAt } from './polling.ts';

/**
 * A change in a source of a pipeline, as the service notices it (spec 2.11): the id of the execution that it
 * started, or null when the definition says that such a change starts none. Throws
 * ActionNotFoundException for an action that is not one of the pipeline's sources.
 */
export function sourceChange(
  context: EngineContext,
  pipeline: Pipeline,
  actionName: string,
  revision: GivenRevision,
): string | null {
  const { declaration } = currentVersion(pipeline);
  const action = declaration.stages[0]!.actions.find(({ name }) => name === actionName);
  if (!action) {
    const message = `Pipeline '${pipeline.name}' does not have a source action '${actionName}'`;
    throw new AwsError('ActionNotFoundException', message);
  }
  if (isUnnoticed(context, pipeline, declaration, action)) return null;
  refuseFilters(declaration, actionName);
  const start = { trigger: triggerOf(pipeline, action), given: new Map([[actionName, revision]]) };
  return startExecution(context, pipeline, start).id;
}

/** DetectChanges holds for a connection unless a trigger takes its place; polling ends after 30 idle days (spec 2.11). */
function isUnnoticed(
  context: EngineContext,
  pipeline: Pipeline,
  { triggers = [] }: PipelineDeclaration,
  action: ActionDeclaration,
): boolean {
  const hasTrigger = triggers.some(({ gitConfiguration }) => gitConfiguration.sourceActionName === action.name);
  if (action.configuration?.DetectChanges === 'false' && !hasTrigger) return true;
  const isWebhook = findActionType(action.actionTypeId)?.detection === 'webhook';
  return isPolled(action) && !isWebhook && pollingDisabledAt(pipeline, context.world.clock.now()) !== undefined;
}

/** EventBridge rule names end here. */
const RULE_NAME_LENGTH = 64;

/** Who starts an execution for a change of this source; the details beside ARNs are [D] (spec 2.9, 2.11). */
function triggerOf(pipeline: Pipeline, action: ActionDeclaration): Trigger {
  const { region, account, name } = pipeline;
  const detection = findActionType(action.actionTypeId)?.detection;
  if (detection === 'connection') {
    return { triggerType: 'WebhookV2', triggerDetail: action.configuration?.ConnectionArn ?? '' };
  }
  if (detection === 'webhook') {
    const triggerDetail = `arn:aws:codepipeline:${region}:${account}:webhook:${name}--${action.name}`;
    return { triggerType: 'Webhook', triggerDetail };
  }
  if (isPolled(action)) return { triggerType: 'PollForSourceChanges', triggerDetail: action.name };
  const rule = `codepipeline-${name}-${action.name}`.slice(0, RULE_NAME_LENGTH);
  return { triggerType: 'CloudWatchEvent', triggerDetail: `arn:aws:events:${region}:${account}:rule/${rule}` };
}
