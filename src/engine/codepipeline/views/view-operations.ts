import { scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import { executionDetail, listActionRuns, listExecutions } from './history.ts';
import { pipelineState } from './state-view.ts';

/** The operations that show where executions are and what they did. */
export function viewOperations(definitions: PipelineDefinitions): Record<string, Operation> {
  const history = (name: string) => definitions.history(name);
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
