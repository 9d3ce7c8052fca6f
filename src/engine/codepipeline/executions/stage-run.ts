import { AwsError } from '../../aws-error.ts';
import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { Execution, StageRun } from './execution.ts';
import { gateAt } from './flow.ts';

export interface PlaceOfExecution {
  readonly stageName: string;
  readonly pipelineExecutionId: string;
}

/**
 * An execution in a stage, as the operations name it that let it go on there; undefined: it has not been there.
 * Throws StageNotFoundException, and ValidationException for an execution that does not exist, since these
 * operations have no error for it.
 */
export function findStageRun(pipeline: Pipeline, place: PlaceOfExecution): StageRun | undefined {
  findGate(pipeline, place.stageName);
  const execution = pipeline.executions.get(place.pipelineExecutionId);
  if (!execution) {
    const message = `Pipeline '${pipeline.name}' does not have an execution '${place.pipelineExecutionId}'`;
    throw new AwsError('ValidationException', message);
  }
  return execution.stageRuns.find((run) => run?.stage.name === place.stageName);
}

/** Whether an execution was started before the stages of its pipeline changed: it cannot go on (spec 2.7). */
export function isOutdated({ version, pipeline }: Execution): boolean {
  return version.structure !== currentVersion(pipeline).structure;
}

/** Throws NotLatestPipelineExecutionException when another execution has been in the stage since (spec 2.4 rule 5). */
export function checkLatest(stageRun: StageRun): void {
  const { execution, stage } = stageRun;
  const gate = gateAt(execution, stage.index);
  if (!gate || gate.latest === stageRun) return;
  const message = `Execution '${execution.id}' is not the latest execution in stage '${stage.name}'`;
  throw new AwsError('NotLatestPipelineExecutionException', message);
}
