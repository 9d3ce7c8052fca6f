import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import type { Live } from '../live/live.ts';
import { nextStage } from './stage.ts';
import { carriedShort, closedText } from './wording.ts';

/** What follows when an execution leaves a stage well: where it comes to, and who enters the stage after it. */
export function goesOnText(live: Live, view: PipelineView, stage: StageState, executionId: string): string {
  const state = view.state as PipelineState;
  const what = carriedShort(view, executionId);
  const next = nextStage(state, stage.name);
  const follower = stage.inbound[0];
  const enters =
    follower && stage.transition.enabled
      ? `, and ${carriedShort(view, follower.executionId)} enters ${stage.name}`
      : '';
  if (!next) return `${what} has passed the last stage${enters}`;
  if (isParallel(view)) return `${what} enters ${next.name}`;
  if (!next.transition.enabled) {
    const closed = closedText(live, state.id, next.transition);
    return `${next.name} is ${closed}. ${what} will wait there${enters}`;
  }
  const busy = next.latest?.status === 'InProgress' || next.latest?.status === 'Stopping';
  return busy ? `${what} waits until ${next.name} is free${enters}` : `${what} enters ${next.name}${enters}`;
}
