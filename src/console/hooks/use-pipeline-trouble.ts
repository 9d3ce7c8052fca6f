import { useRef } from 'react';
import type { PipelineId } from '../../domain/identity.ts';
import { definition, executions, pipelineState } from '../../live/needs.ts';
import { useConsole } from '../console-context.ts';
import { freshness, freshnessPieces, watched } from '../frame/freshness.ts';
import type { Pieces } from '../line.ts';
import { useLive } from './use-live.ts';

export interface PipelineTrouble {
  /** How old and how good the answers are; nothing while all is well. */
  readonly pieces: Pieces;
  /** What is shown could not be renewed. */
  readonly old: boolean;
}

/** Whether what a pipeline's screen shows is as new as it should be. */
export function usePipelineTrouble(id: PipelineId): PipelineTrouble {
  const { deps, theme } = useConsole();
  const { live } = deps;
  const { error } = useLive(pipelineState(id));
  const now = live.monotonic();
  const { current: since } = useRef(now);
  const answers = [
    watched(live, pipelineState(id), 'front', since),
    watched(live, executions(id), 'front', since),
    watched(live, definition(id), 'front', since),
  ];
  const state = freshness(answers, now);
  const pieces = state ? freshnessPieces(state, now, theme.signs.dot, live.traffic(id).retryInMs) : [];
  return { pieces, old: error !== undefined };
}
