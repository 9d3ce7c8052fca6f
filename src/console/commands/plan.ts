import { Fault } from '../../domain/fault.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import { type Offer, offers } from '../../operations/offers.ts';
import type { Plan } from '../../operations/plan.ts';
import type { ConsoleContext } from '../console-context.ts';
import {
  givenText,
  isSettled,
  moveFocus,
  openDialog,
  type PlanDialog,
  SETTLE_MS,
  textTrouble,
} from '../state/plan-dialog-state.ts';
import type { TextEdit } from '../state/text-edit.ts';
import type { Overlay, Target } from '../state/ui-state.ts';
import { targetOf } from './go.ts';

/** Opens the menu of what can be done with the thing under the cursor. */
export function openMenu(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target) return;
  const list = offersFor(shared, target);
  if (list.length === 0) {
    say(shared, `${target.pipeline.name} has not answered yet`);
    return;
  }
  const first = list.findIndex((offer) => offer.disabledReason === undefined);
  const title = [target.pipeline.name, [target.stage, target.action].filter(Boolean).join('/')]
    .filter(Boolean)
    .join('  ');
  shared.ui.dispatch({
    type: 'overlay',
    overlay: { name: 'menu', title, offers: list, selected: Math.max(0, first) },
  });
}

function offersFor({ deps }: ConsoleContext, target: Target): Offer[] {
  const { stage, action, executionId } = target;
  return offers(pipelineView(deps.live, target.pipeline), { stage, action, executionId });
}

export function chooseOffer(shared: ConsoleContext): void {
  const { overlay } = shared.ui.get();
  if (overlay?.name !== 'menu') return;
  const offer = overlay.offers[overlay.selected];
  if (offer) planOffer(shared, offer);
}

/** Plans to close or open the transition into the stage that the cursor is on, or in. */
export function planTransitionHere(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target?.stage) return;
  const offer = offersFor(shared, target).find(({ id }) => id === 'transition');
  if (offer) planOffer(shared, offer);
}

function planOffer(shared: ConsoleContext, offer: Offer): void {
  if (offer.disabledReason !== undefined) {
    say(shared, `${offer.label}: ${offer.disabledReason}`);
    return;
  }
  planIt(shared, `${offer.label} ${offer.detail}`.trim(), () => offer.plan(shared.deps.operations));
}

function planIt(shared: ConsoleContext, title: string, make: () => Promise<Plan>, text?: TextEdit): void {
  const { ui, activity, deps } = shared;
  const waiting: Overlay = { name: 'planning', title };
  ui.dispatch({ type: 'overlay', overlay: waiting });
  activity.track(make()).then(
    (plan) => {
      if (ui.get().overlay !== waiting) return;
      const dialog = openDialog(plan, make, deps.live.monotonic(), text);
      ui.dispatch({ type: 'overlay', overlay: { name: 'plan', dialog } });
      deps.live.after(SETTLE_MS, activity.hold());
    },
    (thrown: unknown) => {
      if (ui.get().overlay !== waiting) return;
      ui.dispatch({ type: 'overlay' });
      fail(shared, thrown);
    },
  );
}

/** Does what the plan says, unless it is too early, its text will not do, or it is under way. */
export function confirm(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase !== 'asking' || !isSettled(dialog, shared.deps.live.monotonic())) return;
  const trouble = textTrouble(dialog);
  if (trouble) {
    show(shared, { ...dialog, focus: 'text', notice: trouble });
    return;
  }
  const sending: PlanDialog = { ...dialog, phase: 'sending', notice: undefined };
  show(shared, sending);
  shared.activity.track(dialog.plan.run(givenText(dialog))).then(
    (result) => {
      closeOverlay(shared);
      shared.ui.dispatch({ type: 'toast', toast: { text: result.message, tone: 'ok' } });
    },
    (thrown: unknown) => refused(shared, sending, thrown),
  );
}

/** What was planned is not what is there now, or the service would not: the dialog stays and says so. */
function refused(shared: ConsoleContext, dialog: PlanDialog, thrown: unknown): void {
  if (!(thrown instanceof Fault)) {
    closeOverlay(shared);
    fail(shared, thrown);
    return;
  }
  const phase = thrown.kind === 'stale' ? 'outdated' : 'asking';
  show(shared, { ...dialog, phase, focus: 'cancel', notice: thrown.message });
}

/** Plans the same from what is there now, keeping the text. */
export function lookAgain(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase === 'outdated') planIt(shared, dialog.plan.title, dialog.again, dialog.text);
}

/** Enter on a button: what it says. */
export function press(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.focus === 'confirm') confirm(shared);
  else closeOverlay(shared);
}

export function focus(shared: ConsoleContext, step: 1 | -1): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase === 'asking') show(shared, moveFocus(dialog, step));
}

export function focusText(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase === 'asking' && dialog.plan.text) show(shared, { ...dialog, focus: 'text', notice: undefined });
}

/** Text came while a question stands, and nothing is being written. */
export function refuseText(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase !== 'asking') return;
  const field = dialog.plan.text?.label.toLowerCase();
  const notice = field ? `that text went nowhere: i to write the ${field}` : 'that text went nowhere';
  show(shared, { ...dialog, focus: 'cancel', notice });
}

/** Closes what lies over the screen. */
export function closeOverlay({ ui }: ConsoleContext): void {
  ui.dispatch({ type: 'overlay' });
}

function dialogOf({ ui }: ConsoleContext): PlanDialog | undefined {
  const { overlay } = ui.get();
  return overlay?.name === 'plan' ? overlay.dialog : undefined;
}

function show({ ui }: ConsoleContext, dialog: PlanDialog): void {
  ui.dispatch({ type: 'overlay', overlay: { name: 'plan', dialog } });
}

function say({ ui }: ConsoleContext, text: string): void {
  ui.dispatch({ type: 'toast', toast: { text, tone: 'failed' } });
}

function fail(shared: ConsoleContext, thrown: unknown): void {
  say(shared, thrown instanceof Error ? thrown.message : String(thrown));
}
