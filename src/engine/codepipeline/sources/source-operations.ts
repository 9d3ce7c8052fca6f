import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { putActionRevision } from './action-revision.ts';

/** The operation by which others tell of changes in a source. */
export function sourceOperations(context: EngineContext, definitions: PipelineDefinitions): Record<string, Operation> {
  return {
    PutActionRevision: (input, caller) =>
      putActionRevision(context, definitions.find(input.pipelineName), input, caller.arn),
  };
}
