import type { ConsoleContext } from '../console-context.ts';
import { type Binding, bindingOf } from '../keymap.ts';
import type { KeyPress } from '../keys.ts';
import { editOf, isWriting, typeInto } from '../state/plan-dialog-state.ts';
import { EDITS, insert, type TextEdit } from '../state/text-edit.ts';
import { type Context, contextOf, topScreen } from '../state/ui-state.ts';
import { COMMANDS } from './commands.ts';
import { refuseText } from './plan.ts';

/** A text that is being typed now, and where it is kept. */
interface Editing {
  readonly edit: TextEdit;
  store(edit: TextEdit): void;
}

/**
 * One key: into the text that is being typed, or to the command that it is bound to where it was pressed. `alone`: it
 * came by itself, not in the middle of a text that somebody pasted into a terminal without brackets.
 */
export function handlePress(shared: ConsoleContext, press: KeyPress, alone = true): void {
  shared.ui.dispatch({ type: 'toast' });
  const editing = editingOf(shared);
  if (editing && press.text !== '') {
    editing.store(insert(editing.edit, press.text));
    return;
  }
  const change = editing && EDITS[press.name];
  if (editing && change) {
    editing.store(change(editing.edit));
    return;
  }
  const context = contextOf(shared.ui.get());
  if (!alone && press.text !== '' && ASKS.has(context)) {
    refuseText(shared);
    return;
  }
  const binding = bindingOf(context, press.name);
  if (binding && (alone || !needsToBeAlone(shared, binding))) COMMANDS[binding.id](shared);
}

/** A paste is text and never a command: it goes nowhere when nothing is being typed. */
export function handlePaste(shared: ConsoleContext, text: string): void {
  const editing = editingOf(shared);
  if (editing) editing.store(insert(editing.edit, text));
  else refuseText(shared);
}

/** Where a letter answers a question: a text that was meant for somewhere else must not. */
const ASKS: ReadonlySet<Context> = new Set(['plan', 'plan-outdated']);

function needsToBeAlone({ ui }: ConsoleContext, { id, effect }: Binding): boolean {
  return effect === 'change' || (id === 'quit' && ui.get().overlay !== undefined);
}

function editingOf({ ui }: ConsoleContext): Editing | undefined {
  const { overlay } = ui.get();
  if (overlay?.name === 'palette') {
    return {
      edit: overlay.text,
      store: (text) => ui.dispatch({ type: 'overlay', overlay: { ...overlay, text, selected: 0 } }),
    };
  }
  if (overlay?.name === 'plan') {
    const { dialog } = overlay;
    if (!isWriting(dialog.focus) || dialog.phase === 'sending') return undefined;
    return {
      edit: editOf(dialog, dialog.focus),
      store: (text) => ui.dispatch({ type: 'overlay', overlay: { name: 'plan', dialog: typeInto(dialog, text) } }),
    };
  }
  const screen = topScreen(ui.get());
  if (overlay || screen.name !== 'fleet' || !screen.typing) return undefined;
  return { edit: screen.filter, store: (text) => ui.dispatch({ type: 'filter', text, typing: true }) };
}
