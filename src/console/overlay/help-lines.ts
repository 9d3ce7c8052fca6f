import { pad } from '../../text/cut.ts';
import { MARKS, type Mark, OPEN_TRANSITION } from '../../text/glyphs.ts';
import { width } from '../../text/width.ts';
import { type Binding, bindingsIn } from '../keymap.ts';
import { keyText } from '../keys.ts';
import { type Piece, type Pieces, piece } from '../line.ts';
import type { Context } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';

/** The keys of a screen and what the signs mean. */
export function helpLines(context: Context, theme: Theme): Pieces[] {
  const bindings = bindingsIn(context);
  const twins = new Set(bindings.map((binding) => binding.twin));
  const listed = bindings.filter((binding) => !twins.has(binding.id));
  const keys = listed.map((binding) => keysText(binding, bindings));
  const column = Math.max(0, ...keys.map(width)) + 2;
  return [...listed.map((binding, index) => keyLine(binding, keys[index] ?? '', column, theme)), [], ...legend(theme)];
}

function keysText(binding: Binding, bindings: readonly Binding[]): string {
  const twin = bindings.find((candidate) => candidate.id === binding.twin);
  return [binding, twin].map((one) => (one?.keys ?? []).map(keyText).join(' ')).join(twin ? '  ' : '');
}

function keyLine(binding: Binding, keys: string, column: number, theme: Theme): Pieces {
  const asks = binding.effect === 'plan' ? '; asks first' : '';
  return [piece(pad(theme.say(keys), column), 'accent'), piece(theme.say(binding.help)), piece(asks, 'muted')];
}

const SIGNS: readonly (readonly [Mark, string])[] = [
  [MARKS.ok, 'succeeded'],
  [MARKS.running, 'runs'],
  [MARKS.waiting, 'waits for a person'],
  [MARKS.failed, 'failed'],
  [MARKS.none, 'never reached'],
  [MARKS.stopped, 'stopped, superseded, cancelled'],
  [OPEN_TRANSITION, 'open transition'],
  [MARKS.closed, 'closed transition'],
];

/** The signs in two columns. */
function legend(theme: Theme): Pieces[] {
  const half = SIGNS.length / 2;
  const column = Math.max(...SIGNS.map(([, text]) => width(text))) + 4;
  return SIGNS.slice(0, half).map((left, index) => {
    const right = SIGNS[index + half];
    return [...sign(left, column, theme), ...(right ? sign(right, 0, theme) : [])];
  });
}

function sign([mark, text]: readonly [Mark, string], cells: number, theme: Theme): Piece[] {
  return [piece(theme.glyph(mark), mark.tone), piece(pad(`  ${text}`, cells))];
}
