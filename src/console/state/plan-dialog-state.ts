import type { Plan } from '../../operations/plan.ts';
import { NO_TEXT, type TextEdit } from './text-edit.ts';
import { type Unlocking, unlockingTrouble } from './unlocking.ts';

/** How long a dialog takes no confirmation after it appeared: keys typed before it could be read are not for it. */
export const SETTLE_MS = 300;

/** What can be written: the name that shows that it is meant, the reason that unlocks a protected environment, and the text of the plan. */
export type Field = 'name' | 'why' | 'text';

export type Focus = Field | 'cancel' | 'confirm';

/** A plan that is being shown to a person. */
export interface PlanDialog {
  readonly plan: Plan;
  /** Plans the same anew, for when what it was planned from has changed. */
  readonly again: (before: Plan) => Promise<Plan>;
  /** Local monotonic milliseconds. */
  readonly openedAt: number;
  readonly text: TextEdit;
  /** Where something protected would be changed, or something that cannot be undone be done. */
  readonly unlocking?: Unlocking;
  readonly focus: Focus;
  /** The first of its facts that is shown, where they have no room. */
  readonly top?: number;
  readonly phase: 'asking' | 'sending' | 'outdated';
  /** Why it is outdated, or why it cannot be confirmed as it stands. */
  readonly notice?: string;
  /** What is not as it was when this was planned before. */
  readonly news?: string;
  /** How that stood which it was planned from. */
  readonly ground?: string;
}

export function openDialog(
  plan: Plan,
  {
    text = NO_TEXT,
    ...given
  }: Pick<PlanDialog, 'again' | 'openedAt' | 'news' | 'ground' | 'unlocking'> & { readonly text?: TextEdit },
): PlanDialog {
  const focus = given.unlocking ? 'name' : plan.text?.required ? 'text' : 'cancel';
  return { plan, ...given, text, focus, phase: 'asking' };
}

/** The fields of a dialog from top to bottom. */
export function fieldsOf({ plan, unlocking }: PlanDialog): readonly Field[] {
  return [
    ...(unlocking ? (['name'] as const) : []),
    ...(unlocking?.environment === undefined ? [] : (['why'] as const)),
    ...(plan.text ? (['text'] as const) : []),
  ];
}

export function isWriting(focus: Focus): focus is Field {
  return focus !== 'cancel' && focus !== 'confirm';
}

/** What stands in a field. */
export function editOf({ text, unlocking }: PlanDialog, field: Field): TextEdit {
  return field === 'text' ? text : (unlocking?.[field] ?? NO_TEXT);
}

export function moveFocus(dialog: PlanDialog, step: 1 | -1): PlanDialog {
  if (dialog.phase === 'outdated') return { ...dialog, focus: 'cancel' };
  const order: readonly Focus[] = [...fieldsOf(dialog), 'cancel', 'confirm'];
  const next = (order.indexOf(dialog.focus) + step + order.length) % order.length;
  return { ...dialog, focus: order[next] ?? 'cancel' };
}

/** Into the field that has the focus. */
export function typeInto(dialog: PlanDialog, edit: TextEdit): PlanDialog {
  const { focus, unlocking } = dialog;
  const written =
    focus === 'name' || focus === 'why' ? { unlocking: unlocking && { ...unlocking, [focus]: edit } } : { text: edit };
  return { ...dialog, ...written, notice: dialog.phase === 'outdated' ? dialog.notice : undefined };
}

/** Why it cannot be done as it stands, and where that is to be written. */
export function dialogTrouble(dialog: PlanDialog): { readonly field: Field; readonly text: string } | undefined {
  const unlocking = dialog.unlocking && unlockingTrouble(dialog.unlocking);
  const text = textTrouble(dialog);
  return unlocking ?? (text === undefined ? undefined : { field: 'text', text });
}

/** Why the text as it stands would not be taken, in a line. */
export function textTrouble(dialog: PlanDialog): string | undefined {
  const { text: field } = dialog.plan;
  if (!field) return undefined;
  const { text } = dialog.text;
  if (text.trim() === '') return field.required ? `${field.label} is needed` : undefined;
  if ([...text].length > field.max) return `too long: ${[...text].length} of ${field.max}`;
  return field.check(text);
}

/** Whether a confirmation at this moment counts. `now` is local monotonic milliseconds. */
export function isSettled(dialog: PlanDialog, now: number): boolean {
  return now - dialog.openedAt >= SETTLE_MS;
}

/** Nothing is sent of it any more. Whoever is writing goes on: the rest of a text must not turn into answers. */
export function outdated(dialog: PlanDialog, notice: string): PlanDialog {
  return { ...dialog, phase: 'outdated', focus: isWriting(dialog.focus) ? dialog.focus : 'cancel', notice };
}

/** What the operator gave, as an operation wants it: nothing rather than an empty text. */
export function givenText(dialog: PlanDialog): string | undefined {
  return dialog.text.text.trim() === '' ? undefined : dialog.text.text;
}
