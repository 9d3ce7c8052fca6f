import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { scopeOf } from '../paging.ts';
import { executionDetail, forgetOld, listActionRuns, listExecutions } from './history.ts';
import { pipelineState } from './state-view.ts';

/** The operations that show where executions are and what they did. */
export function viewOperations(context: EngineContext, definitions: PipelineDefinitions): Record<string, Operation> {
  const history = (name: string) => {
    const pipeline = definitions.find(name);
    forgetOld(pipeline, context.world.clock.now());
    return pipeline;
  };
  return {
    GetPipelineState: ({ name }) => pipelineState(definitions.find(name)),
    GetPipelineExecution: ({ pipelineName, pipelineExecutionId }) =>
      executionDetail(history(pipelineName), pipelineExecutionId),
    ListPipelineExecutions: (input, caller) =>
      listExecutions(scopeOf(caller, 'ListPipelineExecutions'), history(input.pipelineName), input),
    ListActionExecutions: (input, caller) =>
      listActionRuns(scopeOf(caller, 'ListActionExecutions'), history(input.pipelineName), input),
  };
}
