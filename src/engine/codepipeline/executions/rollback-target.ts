import type { StageLayout } from '../definitions/layout.ts';
import { currentVersion } from '../definitions/pipeline.ts';
import type { Execution } from './execution.ts';

/** Whether an execution came through a stage well (spec 2.7: what a stage can be rolled back to). */
export function hasSucceededIn(execution: Execution, stageName: string): boolean {
  return execution.stageRuns.some((run) => run?.stage.name === stageName && run.status === 'Succeeded');
}

/**
 * What a failed execution's stage is rolled back to by itself: the newest standard execution that succeeded
 * there in the current version; never the source stage, and in PARALLEL mode none (spec 2.4). Undefined: there
 * is none, and no rollback.
 */
export function automaticTarget(failed: Execution, stage: StageLayout): Execution | undefined {
  const { pipeline } = failed;
  const version = currentVersion(pipeline);
  if (stage.index === 0 || version.declaration.executionMode === 'PARALLEL') return undefined;
  for (const execution of pipeline.executions.newestFirst()) {
    const isStandard = execution.type === 'STANDARD' && execution.version === version;
    if (isStandard && execution !== failed && hasSucceededIn(execution, stage.name)) return execution;
  }
  return undefined;
}
