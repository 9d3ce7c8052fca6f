import type { Key } from 'ink';

/** One key as a person pressed it: its name (`j`, `G`, `enter`, `ctrl-c`) and the text it would type, if any. */
export interface KeyPress {
  readonly name: string;
  readonly text: string;
}

const NAMED: readonly [(key: Key) => boolean, string][] = [
  [(key) => key.return, 'enter'],
  [(key) => key.escape, 'esc'],
  [(key) => key.tab && key.shift, 'shift-tab'],
  [(key) => key.tab, 'tab'],
  [(key) => key.backspace, 'backspace'],
  [(key) => key.delete, 'delete'],
  [(key) => key.upArrow, 'up'],
  [(key) => key.downArrow, 'down'],
  [(key) => key.leftArrow, 'left'],
  [(key) => key.rightArrow, 'right'],
  [(key) => key.pageUp, 'pgup'],
  [(key) => key.pageDown, 'pgdn'],
  [(key) => key.home, 'home'],
  [(key) => key.end, 'end'],
];

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\x1b': 'esc',
};

/** The presses in one input event. Keys that were typed ahead come as one text. */
export function pressesOf(input: string, key: Key): KeyPress[] {
  const named = NAMED.find(([matches]) => matches(key));
  if (named) return [{ name: named[1], text: '' }];
  if (key.ctrl) return input === '' ? [] : [{ name: `ctrl-${input}`, text: '' }];
  // Esc and a key typed right after it look like Alt and that key; nothing is bound to Alt.
  if (key.meta) return [{ name: 'esc', text: '' }, ...[...input].map(pressOf)];
  return [...input].map(pressOf);
}

function pressOf(character: string): KeyPress {
  const named = CONTROLS[character];
  if (named) return { name: named, text: '' };
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return { name: `ctrl-${String.fromCharCode(code + 0x60)}`, text: '' };
  return { name: character === ' ' ? 'space' : character, text: character };
}

const SHOWN: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'shift-tab': 'Shift-Tab',
  backspace: 'Backspace',
  space: 'Space',
};

/** A key's name as it is printed on keyboards: `Ctrl-R`, `↑`, `PgDn`. */
export function keyText(name: string): string {
  if (name.startsWith('ctrl-')) return `Ctrl-${name.slice(5).toUpperCase()}`;
  return SHOWN[name] ?? name;
}
