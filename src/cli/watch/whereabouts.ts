import type { PipelineView } from '../../domain/pipeline-view.ts';
import { type Wait, waits } from '../../domain/waits.ts';

/** Where an execution stands that goes on, and what it waits for; undefined where the state of its pipeline does not tell. */
export interface Whereabouts {
  readonly stage: string;
  readonly action?: string;
  readonly words: string;
}

export function whereabouts({ state }: PipelineView, executionId: string): Whereabouts | undefined {
  if (!state) return undefined;
  const wait = waits(state).find((one) => one.executionId === executionId);
  if (wait) return { stage: wait.stage, action: wait.action, words: waitWords(wait) };
  const holding = state.stages.find(
    ({ latest }) => latest?.executionId === executionId && latest.status === 'InProgress',
  );
  return holding && { stage: holding.name, words: `it is in ${holding.name}` };
}

function waitWords({ kind, stage, action }: Wait): string {
  if (kind === 'approval') return `it waits for a person at ${stage}/${action}`;
  if (kind === 'condition') return `it waits for a condition of ${stage}`;
  return `it waits to enter ${stage}, which is ${kind === 'transition' ? 'closed' : 'busy'}`;
}
