const NAMED: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
};

/** What a terminal sends for a key: `t`, `G`, `enter`, `ctrl+r`, `alt+x`. */
export function bytesOfKey(key: string): string {
  const named = NAMED[key];
  if (named) return named;
  if (key.length === 1) return key;
  const [, modifier, letter] = key.match(/^(ctrl|alt)\+(.)$/) ?? [];
  if (modifier === 'ctrl') return String.fromCharCode(letter!.toUpperCase().charCodeAt(0) & 0x1f);
  if (modifier === 'alt') return `\x1b${letter}`;
  throw new Error(`no such key: ${key}`);
}
