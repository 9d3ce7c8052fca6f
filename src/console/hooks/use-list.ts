import { useLayoutEffect, useRef } from 'react';
import { useConsole } from '../console-context.ts';
import { keepSelection, scrollInto } from '../frame/scroll.ts';
import type { Target } from '../state/ui-state.ts';

export interface ListWindow {
  readonly selected: string | undefined;
  readonly top: number;
}

/**
 * A list whose cursor stays on its thing, whatever the order becomes. Publishes the list to the commands. While `settled`
 * is false and nobody has moved, the cursor stays on the first row, wherever that thing goes.
 */
export function useList(
  chosen: string | undefined,
  keys: readonly string[],
  page: number,
  targetOf: (key: string) => Target | undefined,
  settled: boolean,
): ListWindow {
  const { surface, ui } = useConsole();
  const memory = useRef<{ keys: readonly string[]; top: number }>({ keys: [], top: 0 });
  const selected = keepSelection(chosen, keys, memory.current.keys);
  const top = scrollInto(memory.current.top, selected === undefined ? -1 : keys.indexOf(selected), page, keys.length);
  useLayoutEffect(() => {
    if (chosen === undefined || keys.includes(chosen)) memory.current = { keys, top };
    else memory.current.top = top;
    surface.screen = { kind: 'list', keys, selected, page, targetOf };
    if (settled && selected !== undefined && selected !== chosen) ui.dispatch({ type: 'select', key: selected });
  });
  return { selected, top };
}
