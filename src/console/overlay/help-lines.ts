import { pad } from '../../text/cut.ts';
import { MARKS, OPEN_TRANSITION } from '../../text/glyphs.ts';
import { width } from '../../text/width.ts';
import { type Binding, bindingsIn } from '../keymap.ts';
import { keyText } from '../keys.ts';
import { type Pieces, piece } from '../line.ts';
import type { Context } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';

/** The keys of a screen and what the signs mean. */
export function helpLines(context: Context, theme: Theme): Pieces[] {
  const bindings = bindingsIn(context);
  const keys = bindings.map(keysText);
  const column = Math.max(0, ...keys.map(width)) + 2;
  return [
    ...bindings.map((binding, index) => keyLine(binding, keys[index] ?? '', column, theme)),
    [],
    [piece('Signs', 'accent')],
    ...legend(theme),
  ];
}

function keysText(binding: Binding): string {
  return binding.keys.map(keyText).join(' ');
}

function keyLine(binding: Binding, keys: string, column: number, theme: Theme): Pieces {
  const asks = binding.effect === 'plan' ? '; shows a plan and asks' : '';
  return [piece(pad(theme.say(keys), column), 'accent'), piece(theme.say(binding.help)), piece(asks, 'muted')];
}

function legend(theme: Theme): Pieces[] {
  const signs = [
    { mark: MARKS.ok, text: 'succeeded' },
    { mark: MARKS.running, text: 'runs' },
    { mark: MARKS.waiting, text: 'waits for a person' },
    { mark: MARKS.failed, text: 'failed' },
    { mark: OPEN_TRANSITION, text: 'open transition' },
    { mark: MARKS.closed, text: 'closed transition' },
    { mark: MARKS.stopped, text: 'stopped, superseded, cancelled' },
    { mark: MARKS.none, text: 'never reached' },
  ];
  return signs.map(({ mark, text }) => [piece(theme.glyph(mark), mark.tone), piece(`  ${text}`)]);
}
