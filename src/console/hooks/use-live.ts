import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { PipelineId, Place } from '../../domain/identity.ts';
import { pipelineKey } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { Need, Priority } from '../../live/need.ts';
import { pipelineView, watchPipelineView } from '../../live/pipeline-views.ts';
import type { Snapshot } from '../../live/snapshot.ts';
import { useConsole } from '../console-context.ts';

const NOTHING: Snapshot<never> = { refreshing: false };
const watchNothing = () => () => undefined;

/** Keeps a need fresh while the component is there, and draws it again when it changed. Without a need there is no answer. */
export function useLive<T>(need: Need<T> | undefined, priority: Priority = 'front'): Snapshot<T> {
  const { live } = useConsole().deps;
  // biome-ignore lint/correctness/useExhaustiveDependencies: needs with the same key are the same need
  const same = useMemo(() => need, [need?.key]);
  const subscribe = useMemo(
    () => (same ? (listener: () => void) => live.watch(same, listener, priority) : watchNothing),
    [live, same, priority],
  );
  return useSyncExternalStore(subscribe, () => (same ? live.snapshot(same) : NOTHING));
}

/** The view of one pipeline with its definition, kept fresh. */
export function usePipelineView(id: PipelineId): PipelineView {
  const { live } = useConsole().deps;
  const key = pipelineKey(id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: ids with the same key are the same pipeline
  const same = useMemo(() => id, [key]);
  const subscribe = useCallback(
    (listener: () => void) => watchPipelineView(live, same, listener, 'front', { definition: true }),
    [live, same],
  );
  return useSyncExternalStore(subscribe, () => pipelineView(live, same));
}

/** The service's time for what is drawn now, in epoch milliseconds; draws again when it has passed. */
export function useServiceTime(place: Place): number | undefined {
  const { beat, deps } = useConsole();
  useSyncExternalStore(beat.subscribe, beat.get);
  return deps.live.clock(place).now();
}

/** Draws again when time has passed, for screens that show several places. */
export function useBeat(): void {
  const { beat } = useConsole();
  useSyncExternalStore(beat.subscribe, beat.get);
}
