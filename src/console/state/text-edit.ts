import { stripVTControlCharacters } from 'node:util';
import { clusters } from '../../text/width.ts';

/** A line of text that is being typed; the cursor counts characters as a person sees them. */
export interface TextEdit {
  readonly text: string;
  readonly cursor: number;
}

export const NO_TEXT: TextEdit = { text: '', cursor: 0 };

export function textEdit(text: string): TextEdit {
  return { text, cursor: [...clusters(text)].length };
}

// Signs that nobody sees, but the joiners of which scripts and emoji are made.
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Puts text in at the cursor; what would break the line becomes a blank, escape sequences and unseen signs are left out. */
export function insert(edit: TextEdit, added: string): TextEdit {
  const clean = stripVTControlCharacters(added)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNSEEN, '');
  const { before, after } = split(edit);
  const head = before + clean;
  return { text: head + after, cursor: [...clusters(head)].length };
}

/** What an editing key does to a text; keys that are none of these do nothing. */
export const EDITS: Readonly<Record<string, (edit: TextEdit) => TextEdit>> = {
  backspace: (edit) => remove(edit, 1),
  'ctrl-h': (edit) => remove(edit, 1),
  delete: (edit) => {
    const { before, after } = split(edit);
    return { text: before + [...clusters(after)].slice(1).join(''), cursor: edit.cursor };
  },
  'ctrl-w': (edit) => remove(edit, [...clusters(/\S*\s*$/.exec(split(edit).before)?.[0] ?? '')].length),
  'ctrl-u': (edit) => ({ text: split(edit).after, cursor: 0 }),
  'ctrl-k': (edit) => ({ ...edit, text: split(edit).before }),
  left: (edit) => ({ ...edit, cursor: Math.max(0, edit.cursor - 1) }),
  right: (edit) => ({ ...edit, cursor: Math.min([...clusters(edit.text)].length, edit.cursor + 1) }),
  home: (edit) => ({ ...edit, cursor: 0 }),
  'ctrl-a': (edit) => ({ ...edit, cursor: 0 }),
  end: (edit) => textEdit(edit.text),
  'ctrl-e': (edit) => textEdit(edit.text),
};

/** The text on both sides of the cursor. */
export function split(edit: TextEdit): { before: string; after: string } {
  const all = [...clusters(edit.text)];
  return { before: all.slice(0, edit.cursor).join(''), after: all.slice(edit.cursor).join('') };
}

function remove(edit: TextEdit, count: number): TextEdit {
  const { before, after } = split(edit);
  const kept = [...clusters(before)].slice(0, Math.max(0, edit.cursor - count));
  return { text: kept.join('') + after, cursor: kept.length };
}
