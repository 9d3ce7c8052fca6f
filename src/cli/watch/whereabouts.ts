import type { ActionExecution } from '../../domain/execution.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import { type Wait, waits } from '../../domain/waits.ts';

/** Where an execution stands that goes on, and what it waits for. */
export interface Whereabouts {
  readonly stage: string;
  readonly action?: string;
  readonly words: string;
}

/** Undefined where nothing tells. In PARALLEL mode the state tells of no execution, but its `runs` do (spec 2.4). */
export function whereabouts(
  { state }: PipelineView,
  executionId: string,
  runs: readonly ActionExecution[] = [],
): Whereabouts | undefined {
  if (!state) return undefined;
  const wait = waits(state).find((one) => one.executionId === executionId);
  if (wait) return { stage: wait.stage, action: wait.action, words: waitWords(wait) };
  const holding = state.stages.find(
    ({ latest }) => latest?.executionId === executionId && latest.status === 'InProgress',
  );
  if (holding) return { stage: holding.name, words: `it is in ${holding.name}` };
  const run = runs.find(({ status }) => status === 'InProgress');
  if (!run) return undefined;
  const { stage, action } = run;
  if (run.category !== 'Approval') return { stage, words: `it is in ${stage}` };
  return { stage, action, words: waitWords({ kind: 'approval', stage, action }) };
}

function waitWords({ kind, stage, action }: Wait): string {
  if (kind === 'approval') return `it waits for a person at ${stage}/${action}`;
  if (kind === 'condition') return `it waits for a condition of ${stage}`;
  return `it waits to enter ${stage}, which is ${kind === 'transition' ? 'closed' : 'busy'}`;
}
