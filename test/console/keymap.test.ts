import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/console/commands/commands.ts';
import { footerPieces } from '../../src/console/frame/footer-line.ts';
import { bindingOf, bindingsIn, KEYMAP } from '../../src/console/keymap.ts';
import { keyText, pressesOf } from '../../src/console/keys.ts';
import { piecesWidth } from '../../src/console/line.ts';
import { EDITS } from '../../src/console/state/text-edit.ts';
import type { Context } from '../../src/console/state/ui-state.ts';

const CONTEXTS = [...new Set(KEYMAP.flatMap((binding) => binding.where))];
const WRITING: readonly Context[] = ['filter', 'palette', 'plan-text'];

describe('the keymap', () => {
  it.each(CONTEXTS)('binds no key twice in %s', (context) => {
    const keys = bindingsIn(context).flatMap((binding) => binding.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('has a command for every binding', () => {
    expect(KEYMAP.filter((binding) => COMMANDS[binding.id] === undefined)).toEqual([]);
  });

  it('sends a change only from a plan that asks, and never by Ctrl and a letter', () => {
    const changes = KEYMAP.filter((binding) => binding.effect === 'change');
    expect(changes.length).toBeGreaterThan(0);
    for (const binding of changes) {
      expect(binding.where).toEqual(['plan']);
      expect(binding.keys.filter((key) => key.startsWith('ctrl-'))).toEqual([]);
    }
  });

  it('has no harmless key whose upper or lower case plans a change', () => {
    const planning = KEYMAP.filter((binding) => binding.effect === 'plan' && binding.where.includes('fleet'));
    const letters = planning.flatMap((binding) => binding.keys).filter((key) => key.length === 1 && key !== 'a');
    for (const key of letters) expect(bindingOf('fleet', key.toUpperCase())).toBeUndefined();
  });

  it.each(WRITING)('leaves letters to the text in %s', (context) => {
    const keys = bindingsIn(context).flatMap((binding) => binding.keys);
    expect(keys.filter((key) => key.length === 1 || key === 'space')).toEqual([]);
    expect(keys.filter((key) => key in EDITS)).toEqual([]);
  });

  it('leads back and out of every screen', () => {
    for (const context of ['fleet', 'approvals', 'pipeline', 'details', 'log'] as const) {
      expect(bindingOf(context, 'esc')?.id).toBe('back');
      expect(bindingOf(context, 'q')?.id).toBe('quit');
      expect(bindingOf(context, '?')?.id).toBe('help');
    }
  });

  it('names what a twin of the help is', () => {
    for (const { twin, where } of KEYMAP.filter((binding) => binding.twin)) {
      for (const context of where) expect(bindingsIn(context).map((binding) => binding.id)).toContain(twin);
    }
  });
});

describe('the footer', () => {
  it.each([40, 60, 78, 198])('fits %i cells in every context, help at the right edge', (cells) => {
    for (const context of CONTEXTS) expect(piecesWidth(footerPieces(context, cells))).toBeLessThanOrEqual(cells);
    expect(piecesWidth(footerPieces('fleet', cells))).toBe(cells);
    const text = footerPieces('fleet', cells).map((part) => part.text);
    expect(text.join('')).toMatch(/\? help {2}q quit$/);
    expect(text.join('')).toMatch(/^enter open/);
  });
});

describe('keys', () => {
  const NONE = {
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageDown: false,
    pageUp: false,
    home: false,
    end: false,
    return: false,
    escape: false,
    ctrl: false,
    shift: false,
    tab: false,
    backspace: false,
    delete: false,
    meta: false,
    super: false,
    hyper: false,
    capsLock: false,
    numLock: false,
  };
  const names = (input: string, key: Partial<typeof NONE> = {}) =>
    pressesOf(input, { ...NONE, ...key }).map((press) => press.name);

  it('tells apart what was typed ahead, with Enter in the middle', () => {
    expect(names('jG\ry')).toEqual(['j', 'G', 'enter', 'y']);
  });

  it('names control, shifted and named keys', () => {
    expect(names('r', { ctrl: true })).toEqual(['ctrl-r']);
    expect(names('', { tab: true, shift: true })).toEqual(['shift-tab']);
    expect(names('', { pageDown: true })).toEqual(['pgdn']);
    expect(names('\u0003')).toEqual(['ctrl-c']);
  });

  it('takes Alt and a letter for Esc and that letter, which is how they arrive when typed fast', () => {
    expect(names('j', { meta: true })).toEqual(['esc', 'j']);
  });

  it('prints names as they stand on keyboards', () => {
    expect(['ctrl-r', 'pgdn', 'enter', 'G'].map(keyText)).toEqual(['Ctrl-R', 'PgDn', 'Enter', 'G']);
  });
});
