import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { answerApproval } from './approval-result.ts';
import { retryStage } from './retry-stage.ts';
import { rollbackStage } from './rollback-stage.ts';
import { requestStart } from './start-request.ts';
import { stopExecution } from './stop-execution.ts';
import { disableTransition, enableTransition } from './transitions.ts';

/** The operations by which people steer executions. */
export function executionOperations(
  context: EngineContext,
  definitions: PipelineDefinitions,
): Record<string, Operation> {
  const find = (name: string) => definitions.find(name);
  return {
    StartPipelineExecution: (input, caller) => ({
      pipelineExecutionId: requestStart(context, find(input.name), input, caller.arn),
    }),
    StopPipelineExecution: (input) => ({
      pipelineExecutionId: stopExecution(context, find(input.pipelineName), input).id,
    }),
    RetryStageExecution: (input) => ({
      pipelineExecutionId: retryStage(context, find(input.pipelineName), input).id,
    }),
    RollbackStage: (input, caller) => ({
      pipelineExecutionId: rollbackStage(context, find(input.pipelineName), input, caller.arn).id,
    }),
    PutApprovalResult: (input, caller) => {
      answerApproval(find(input.pipelineName), input, caller.arn);
      return { approvedAt: context.world.clock.now() };
    },
    DisableStageTransition: (input, caller) => {
      disableTransition(context, find(input.pipelineName), input, caller.arn);
      return undefined;
    },
    EnableStageTransition: (input, caller) => {
      enableTransition(context, find(input.pipelineName), input, caller.arn);
      return undefined;
    },
  };
}
