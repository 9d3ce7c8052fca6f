import { describe, expect, it } from 'vitest';
import { keepSelection, scrollInto } from '../../src/console/frame/scroll.ts';
import {
  fieldsOf,
  isSettled,
  moveFocus,
  openDialog,
  type PlanDialog,
  textTrouble,
  typeInto,
} from '../../src/console/state/plan-dialog-state.ts';
import { EDITS, insert, NO_TEXT, textEdit } from '../../src/console/state/text-edit.ts';
import { FIRST_STATE, reduce, type UiEvent } from '../../src/console/state/ui-reducer.ts';
import { contextOf, topScreen, type UiState } from '../../src/console/state/ui-state.ts';
import type { Plan, TextField } from '../../src/operations/plan.ts';
import { ID } from './values.ts';

const stateAfter = (...events: UiEvent[]): UiState => events.reduce(reduce, FIRST_STATE);
const pipeline = { type: 'open', screen: { name: 'pipeline', id: ID } } as const;

describe('what the console shows', () => {
  it('goes in and comes back to the row it left', () => {
    const state = stateAfter({ type: 'select', key: 'web' }, pipeline, { type: 'back' });
    expect(topScreen(state)).toMatchObject({ name: 'fleet', selected: 'web' });
  });

  it('never leaves the fleet by going back', () => {
    expect(stateAfter({ type: 'back' }, { type: 'back' })).toBe(FIRST_STATE);
  });

  it('selects on the screen on top only', () => {
    const state = stateAfter(pipeline, { type: 'select', key: 'stage Gate' });
    expect(state.screens.map((screen) => ('selected' in screen ? screen.selected : undefined))).toEqual([
      undefined,
      'stage Gate',
    ]);
  });

  it('gives the keys to what lies on top', () => {
    const help = { type: 'overlay', overlay: { name: 'help', top: 0 } } as const;
    expect(contextOf(stateAfter())).toBe('fleet');
    expect(contextOf(stateAfter({ type: 'filter', text: NO_TEXT, typing: true }))).toBe('filter');
    expect(contextOf(stateAfter(pipeline, help))).toBe('help');
    expect(contextOf(stateAfter(pipeline, help, { type: 'overlay' }))).toBe('pipeline');
  });

  it('does not change when nothing does', () => {
    expect(stateAfter({ type: 'toast' })).toBe(FIRST_STATE);
    const selected = stateAfter({ type: 'select', key: 'web' });
    expect(reduce(selected, { type: 'select', key: 'web' })).toBe(selected);
  });
});

describe('a list', () => {
  it('keeps the cursor on its key, else at its place, else on the last', () => {
    expect(keepSelection('b', ['c', 'b', 'a'], ['a', 'b', 'c'])).toBe('b');
    expect(keepSelection('b', ['a', 'c'], ['a', 'b', 'c'])).toBe('c');
    expect(keepSelection('c', ['a', 'b'], ['a', 'b', 'c'])).toBe('b');
    expect(keepSelection('a', [], ['a'])).toBeUndefined();
  });

  it('scrolls no further than it must', () => {
    expect(scrollInto(0, 5, 10, 30)).toBe(0);
    expect(scrollInto(0, 12, 10, 30)).toBe(3);
    expect(scrollInto(20, 12, 10, 30)).toBe(12);
    expect(scrollInto(25, 29, 10, 30)).toBe(20);
    expect(scrollInto(5, 2, 10, 4)).toBe(0);
  });
});

describe('a line that is typed', () => {
  const edited = (text: string, ...keys: string[]) => keys.reduce((edit, key) => EDITS[key]!(edit), textEdit(text));

  it('takes text at the cursor and no line breaks', () => {
    expect(insert(edited('ac', 'left'), 'b')).toEqual({ text: 'abc', cursor: 2 });
    expect(insert(NO_TEXT, 'two\r\nlines\u0007').text).toBe('two lines');
  });

  it('takes no escape sequence, whole or in part, and nothing that nobody sees', () => {
    const pasted = '\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u202eback\u200b 👩‍👧';
    expect(insert(NO_TEXT, pasted).text).toBe('red link back 👩‍👧');
  });

  it('deletes characters as a person sees them', () => {
    expect(edited('ok👩‍👩‍👧', 'backspace').text).toBe('ok');
    expect(edited('one two  ', 'ctrl-w').text).toBe('one ');
    expect(edited('abc', 'home', 'delete')).toEqual({ text: 'bc', cursor: 0 });
    expect(edited('abc', 'left', 'ctrl-u')).toEqual({ text: 'c', cursor: 0 });
    expect(edited('abc', 'home', 'ctrl-k').text).toBe('');
    expect(edited('', 'backspace', 'left', 'delete', 'ctrl-w')).toEqual(NO_TEXT);
  });
});

describe('a plan that is asked about', () => {
  const field: TextField = {
    label: 'Reason',
    max: 5,
    required: true,
    check: (text) => (text.includes(':') ? 'no colons' : undefined),
  };
  const dialog = (text?: Partial<TextField>): PlanDialog => {
    const plan = { text: text && { ...field, ...text } } as Plan;
    return openDialog(plan, { again: () => Promise.resolve(plan), openedAt: 1000 });
  };

  it('begins on Cancel, or in the text that must be given', () => {
    expect(dialog().focus).toBe('cancel');
    expect(dialog({ required: false }).focus).toBe('cancel');
    expect(dialog({}).focus).toBe('text');
  });

  it('goes round from the text over Cancel to the confirming button', () => {
    expect(fieldsOf(dialog({}))).toEqual(['text']);
    expect(moveFocus(moveFocus(moveFocus(dialog({}), 1), 1), 1).focus).toBe('text');
    expect(moveFocus(dialog(), -1).focus).toBe('confirm');
  });

  it('is not confirmed in the first 300 ms', () => {
    expect(isSettled(dialog(), 1299)).toBe(false);
    expect(isSettled(dialog(), 1300)).toBe(true);
  });

  it('says what is wrong with a text', () => {
    const trouble = (text: string, as: Partial<TextField> = {}) => textTrouble(typeInto(dialog(as), textEdit(text)));
    expect(trouble('')).toBe('Reason is needed');
    expect(trouble(' ', { required: false })).toBeUndefined();
    expect(trouble('a:b')).toBe('no colons');
    expect(trouble('abcdef')).toBe('too long: 6 of 5');
    expect(trouble('abcde')).toBeUndefined();
  });
});
