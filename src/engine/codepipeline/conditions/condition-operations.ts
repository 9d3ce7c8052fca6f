import { scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { EngineContext } from '../engine-context.ts';
import { listRuleTypes } from './list-rule-types.ts';
import { overrideCondition } from './override-condition.ts';
import { listRuleRuns } from './rule-history.ts';

/** The operations of stage conditions and their rules. */
export function conditionOperations(
  context: EngineContext,
  definitions: PipelineDefinitions,
): Record<string, Operation> {
  return {
    ListRuleTypes: () => listRuleTypes(),
    ListRuleExecutions: (input, caller) =>
      listRuleRuns(scopeOf(caller, 'ListRuleExecutions'), definitions.history(input.pipelineName), input),
    OverrideStageCondition: (input, caller) => {
      overrideCondition(context, definitions.find(input.pipelineName), input, caller.arn);
      return undefined;
    },
  };
}
