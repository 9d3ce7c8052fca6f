import { findActionType } from '../../../rules/action-types.ts';
import type { ActionDeclaration, PipelineDeclaration } from '../../../rules/pipeline-declaration.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';

/** A polling pipeline that nothing ran in for this long is no longer polled (spec 2.11). */
const POLLED_WITHOUT_USE = 30 * 24 * 3600 * 1000;

/** Whether the service looks for changes of this source by itself: so unless told not to (spec 2.11). */
export function isPolled(action: ActionDeclaration): boolean {
  const detection = findActionType(action.actionTypeId)?.detection;
  const polls = detection === 'poll' || detection === 'webhook';
  return polls && action.configuration?.PollForSourceChanges !== 'false';
}

export function hasPolledSource(pipeline: PipelineDeclaration): boolean {
  return pipeline.stages.some((stage) => stage.actions.some(isPolled));
}

/** When polling was disabled, epoch milliseconds; undefined while it goes on or never was (spec 2.11). */
export function pollingDisabledAt(pipeline: Pipeline, now: number): number | undefined {
  if (pipeline.pollingDisabledAt !== undefined) return pipeline.pollingDisabledAt;
  const end = pipeline.lastUse + POLLED_WITHOUT_USE;
  return now >= end && hasPolledSource(currentVersion(pipeline).declaration) ? end : undefined;
}

/** An execution starts; polling that was disabled by then stays so until the definition is updated (spec 2.11). */
export function noteUse(pipeline: Pipeline, now: number): void {
  pipeline.pollingDisabledAt = pollingDisabledAt(pipeline, now);
  pipeline.lastUse = now;
}
