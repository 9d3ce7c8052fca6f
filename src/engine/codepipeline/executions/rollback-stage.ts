import { AwsError } from '../../aws-error.ts';
import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import type { Execution } from './execution.ts';
import { startRollback } from './flow.ts';
import { hasSucceededIn } from './rollback-target.ts';

export interface RollbackRequest {
  readonly stageName: string;
  readonly targetPipelineExecutionId: string;
}

/** RollbackStage: a new execution runs the stage with what the target had there (spec 2.7). Throws as spec 2.7 says. */
export function rollbackStage(
  context: EngineContext,
  pipeline: Pipeline,
  request: RollbackRequest,
  callerArn: string,
): Execution {
  const target = findTarget(pipeline, request);
  const trigger = { triggerType: 'ManualRollback', triggerDetail: callerArn } as const; // the detail: [R]
  return startRollback(context, pipeline, request.stageName, { trigger, rollbackTarget: target });
}

function findTarget(pipeline: Pipeline, { stageName, targetPipelineExecutionId: id }: RollbackRequest): Execution {
  const { occupant, latest } = findGate(pipeline, stageName);
  const target = pipeline.executions.get(id);
  if (!target) {
    const message = `Pipeline '${pipeline.name}' does not have an execution '${id}'`;
    throw new AwsError('PipelineExecutionNotFoundException', message);
  }
  if (occupant?.type === 'ROLLBACK') {
    throw new AwsError('ConflictException', `Stage '${stageName}' is being rolled back already`); // [D]
  }
  const { declaration, stages, number } = currentVersion(pipeline);
  const refuse = (why: string) =>
    new AwsError('UnableToRollbackStageException', `Stage '${stageName}' cannot be rolled back: ${why}`);
  if (declaration.executionMode === 'PARALLEL') throw refuse('the pipeline runs in PARALLEL mode');
  if (stages[0]!.name === stageName) throw refuse('it is the source stage');
  if (occupant) throw refuse('an execution runs in it');
  if (latest?.status === 'Skipped') throw refuse('it was skipped');
  if (target.version.number !== number) {
    const message = `Execution '${id}' ran in version ${target.version.number} of the pipeline, which is now version ${number}`;
    throw new AwsError('PipelineExecutionOutdatedException', message);
  }
  if (target.type === 'ROLLBACK') throw refuse(`execution '${id}' is a rollback itself`);
  if (!hasSucceededIn(target, stageName)) throw refuse(`execution '${id}' did not succeed in it`);
  return target;
}
