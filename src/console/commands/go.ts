import type { StageState } from '../../domain/pipeline.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import type { ConsoleContext } from '../console-context.ts';
import { actionKey } from '../pipeline/pipeline-lines.ts';
import { NO_TEXT } from '../state/text-edit.ts';
import { type Target, topScreen } from '../state/ui-state.ts';
import { say } from './say.ts';

/** What the cursor is on. */
export function targetOf({ surface, ui }: ConsoleContext): Target | undefined {
  const shown = surface.screen;
  if (shown?.kind === 'text') return shown.target;
  if (shown?.kind !== 'list') return undefined;
  const screen = topScreen(ui.get());
  const chosen = 'selected' in screen ? screen.selected : undefined;
  const key = chosen !== undefined && shown.keys.includes(chosen) ? chosen : shown.selected;
  return key === undefined ? undefined : shown.targetOf(key);
}

/** Enter: one step further in. */
export function open(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target) return;
  const { ui } = shared;
  const from = topScreen(ui.get()).name;
  if (from === 'pipeline') {
    if (target.kind === 'action' && !target.approval && !target.deployment) openLog(shared);
    else openDetails(shared, target);
    return;
  }
  const selected = target.stage && target.action ? actionKey(target.stage, target.action) : undefined;
  ui.dispatch({ type: 'open', screen: { name: 'pipeline', id: target.pipeline, selected } });
}

function openDetails({ ui }: ConsoleContext, target: Target): void {
  ui.dispatch({ type: 'open', screen: { name: 'details', target, top: 0 } });
}

/** The log of the action under the cursor; of a stage, that of the action which tells most. A deployment tells its own. */
export function openLog(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target?.stage) return;
  if (target.deployment) {
    if (topScreen(shared.ui.get()).name !== 'details') openDetails(shared, target);
    else say(shared, 'what its scripts said stands here, below the target that failed');
    return;
  }
  const { pipeline: id, stage } = target;
  const state = pipelineView(shared.deps.live, id).state?.stages.find((candidate) => candidate.name === stage);
  const action = target.action ?? (state && tellingAction(state));
  if (action === undefined) return;
  const executionId = target.kind === 'action' ? target.executionId : state?.latest?.executionId;
  const view = { anchor: 'end' as const, wrap: false, times: false };
  shared.ui.dispatch({ type: 'open', screen: { name: 'log', id, stage, action, executionId, view } });
}

function tellingAction({ actions }: StageState): string | undefined {
  const withStatus = (status: string) => actions.find((action) => action.status === status);
  return (withStatus('Failed') ?? withStatus('InProgress') ?? actions.findLast((action) => action.status) ?? actions[0])
    ?.name;
}

/** Esc: clears a filter first, then leaves the screen; never quits. */
export function back({ ui }: ConsoleContext): void {
  const screen = topScreen(ui.get());
  if (screen.name === 'fleet' && screen.filter.text !== '') {
    ui.dispatch({ type: 'filter', text: NO_TEXT, typing: false });
    return;
  }
  ui.dispatch({ type: 'back' });
}

export function openApprovals({ ui }: ConsoleContext): void {
  ui.dispatch({ type: 'open', screen: { name: 'approvals' } });
}

/** Begins anew: what was filtered before is seldom the beginning of what is looked for now. */
export function typeFilter({ ui }: ConsoleContext): void {
  ui.dispatch({ type: 'filter', text: NO_TEXT, typing: true });
}

export function keepFilter({ ui }: ConsoleContext): void {
  const screen = topScreen(ui.get());
  if (screen.name === 'fleet') ui.dispatch({ type: 'filter', text: screen.filter, typing: false });
}

export function clearFilter({ ui }: ConsoleContext): void {
  ui.dispatch({ type: 'filter', text: NO_TEXT, typing: false });
}
