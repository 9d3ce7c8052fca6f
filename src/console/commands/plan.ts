import { Fault } from '../../domain/fault.ts';
import type { ConsoleContext } from '../console-context.ts';
import {
  dialogTrouble,
  editOf,
  fieldsOf,
  givenText,
  isSettled,
  moveFocus,
  type PlanDialog,
} from '../state/plan-dialog-state.ts';
import { lockedBy } from '../state/unlocking.ts';
import { say, sayDone, sayThrown } from './say.ts';

/** Does what the plan says, unless it is too early, its text will not do, or it is under way. */
export function confirm(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase !== 'asking' || !isSettled(dialog, shared.deps.live.monotonic())) return;
  const trouble = dialogTrouble(dialog);
  if (trouble) {
    show(shared, { ...dialog, focus: trouble.field, notice: trouble.text });
    return;
  }
  const { environment, why } = dialog.unlocking ?? {};
  if (environment !== undefined) shared.unlocks.unlock(environment, why?.text.trim() ?? '');
  const unlocking = lockedBy(dialog.plan, shared.deps.operations.protection);
  if (unlocking) {
    // Another one of those that it reaches into, or the time has run out.
    show(shared, { ...dialog, unlocking, focus: 'name', notice: `${unlocking.environment} is locked` });
    return;
  }
  const sending: PlanDialog = { ...dialog, unlocking: undefined, phase: 'sending', notice: undefined };
  show(shared, sending);
  shared.activity.track(dialog.plan.run(givenText(dialog))).then(
    (result) => {
      closeOverlay(shared);
      const warnings = shared.deps.takeWarnings();
      // What went well goes by itself; a warning, or a part that could not be done, stays until it was seen.
      if (warnings.length === 0 && !result.exitCode) sayDone(shared, result.message);
      else say(shared, [result.message, ...warnings].join('; '));
    },
    (thrown: unknown) => refused(shared, sending, thrown),
  );
}

/** What was planned is not what is there now, or the service would not: the dialog stays and says so. */
function refused(shared: ConsoleContext, dialog: PlanDialog, thrown: unknown): void {
  if (!(thrown instanceof Fault)) {
    closeOverlay(shared);
    sayThrown(shared, thrown);
    return;
  }
  const phase = thrown.kind === 'stale' ? 'outdated' : 'asking';
  const notice = [thrown.message, ...shared.deps.takeWarnings()].join('; ');
  show(shared, { ...dialog, phase, focus: 'cancel', notice });
}

/** Enter on a button: what it says. */
export function press(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.focus === 'confirm') confirm(shared);
  else closeOverlay(shared);
}

export function focus(shared: ConsoleContext, step: 1 | -1): void {
  const dialog = dialogOf(shared);
  if (dialog && dialog.phase !== 'sending') show(shared, moveFocus(dialog, step));
}

export function focusText(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase !== 'asking') return;
  const fields = fieldsOf(dialog);
  const focus = fields.find((field) => editOf(dialog, field).text === '') ?? fields[0];
  if (focus) show(shared, { ...dialog, focus, notice: undefined });
}

/** Text came while a question stands, and nothing is being written. */
export function refuseText(shared: ConsoleContext): void {
  const dialog = dialogOf(shared);
  if (dialog?.phase !== 'asking') return;
  const field = dialog.unlocking ? 'name' : dialog.plan.text?.label.toLowerCase();
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
