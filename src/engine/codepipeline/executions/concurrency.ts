import { AwsError } from '../../aws-error.ts';
import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';

/** Active executions of a pipeline in QUEUED or PARALLEL mode [R] (spec 2.4). */
const MOST_ACTIVE = 50;

export function hasRoomForMore(pipeline: Pipeline): boolean {
  const { executionMode } = currentVersion(pipeline).declaration;
  return executionMode === 'SUPERSEDED' || pipeline.executions.active.size < MOST_ACTIVE;
}

/** Throws ConcurrentPipelineExecutionsLimitExceededException when one more execution would be too many (spec 2.4). */
export function checkConcurrency(pipeline: Pipeline): void {
  if (hasRoomForMore(pipeline)) return;
  throw new AwsError(
    'ConcurrentPipelineExecutionsLimitExceededException',
    `Pipeline '${pipeline.name}' has reached the limit of ${MOST_ACTIVE} concurrent executions`,
  );
}
