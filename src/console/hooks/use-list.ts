import { useLayoutEffect, useRef } from 'react';
import { useConsole } from '../console-context.ts';
import { keepSelection, scrollInto } from '../frame/scroll.ts';
import type { Target } from '../state/ui-state.ts';

export interface ListWindow {
  readonly selected: string | undefined;
  readonly top: number;
}

export interface ListOptions {
  /** The key the operator moved to. */
  readonly chosen: string | undefined;
  /** Where the cursor goes as long as nobody moved it; the first row when absent. */
  readonly first?: string;
  readonly keys: readonly string[];
  readonly page: number;
  /** All rows are there: from now on the cursor stays with its thing. */
  readonly settled: boolean;
  targetOf(key: string): Target | undefined;
}

/** A list whose cursor stays on its thing, whatever the order becomes. Publishes the list to the commands. */
export function useList({ chosen, first, keys, page, settled, targetOf }: ListOptions): ListWindow {
  const { surface, ui } = useConsole();
  const memory = useRef<{ keys: readonly string[]; top: number }>({ keys: [], top: 0 });
  const selected = keepSelection(chosen ?? first, keys, memory.current.keys);
  const top = scrollInto(memory.current.top, selected === undefined ? -1 : keys.indexOf(selected), page, keys.length);
  useLayoutEffect(() => {
    // The order in which the chosen thing was last seen tells what stands at its place once it is gone.
    const seen = chosen === undefined || keys.includes(chosen);
    memory.current = { keys: seen ? keys : memory.current.keys, top };
    surface.screen = { kind: 'list', keys, selected, page, targetOf };
    if (settled && selected !== undefined && selected !== chosen) ui.dispatch({ type: 'select', key: selected });
  });
  return { selected, top };
}
