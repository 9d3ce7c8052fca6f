import { conditionAt } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkConcurrency } from '../executions/concurrency.ts';
import { isActive, type StageRun } from '../executions/execution.ts';
import { advance, resume } from '../executions/flow.ts';
import { checkLatest, findStageRun, isOutdated, type PlaceOfExecution } from '../executions/stage-run.ts';
import { abandonRules, setStatus } from './check-condition.ts';
import type { ConditionRun } from './condition-run.ts';

export interface OverrideRequest extends PlaceOfExecution {
  readonly conditionType: 'BEFORE_ENTRY' | 'ON_SUCCESS';
}

const PLACES = { BEFORE_ENTRY: 'beforeEntry', ON_SUCCESS: 'onSuccess' } as const;

/** OverrideStageCondition: the stage goes on as if the condition had been met (spec 2.4, 2.7). Throws as spec 2.7 says. */
export function overrideCondition(
  context: EngineContext,
  pipeline: Pipeline,
  request: OverrideRequest,
  callerArn: string,
): void {
  const { stageRun, condition } = findOverridable(pipeline, request);
  if (!isActive(stageRun.execution)) {
    checkConcurrency(pipeline);
    resume(context, stageRun);
  }
  for (const run of condition.rules) if (run.status !== 'Succeeded') run.updatedBy = callerArn;
  abandonRules(context, condition);
  setStatus(context, condition, 'Overridden');
  advance(context, stageRun);
}

/** A check that goes on, or one that failed the stage; a condition that skips is neither (spec 2.4). */
function findOverridable(
  pipeline: Pipeline,
  request: OverrideRequest,
): { readonly stageRun: StageRun; readonly condition: ConditionRun } {
  const { stageName, conditionType, pipelineExecutionId } = request;
  const place = PLACES[conditionType];
  const refuse = (why: string) =>
    new AwsError('ConditionNotOverridableException', `The ${place} condition of stage '${stageName}' ${why}`);
  const stageRun = findStageRun(pipeline, request);
  const condition = stageRun?.conditions?.[place];
  if (!stageRun || !condition) throw refuse(`was not checked for execution '${pipelineExecutionId}'`);
  checkLatest(stageRun);
  if (conditionAt(stageRun.stage.declaration, place)?.result === 'SKIP') throw refuse('has the result SKIP');
  if (isOutdated(stageRun.execution)) throw refuse('is of a structure that the pipeline no longer has');
  if (stageRun.status === 'Stopping') {
    throw new AwsError('ConflictException', `Stage '${stageName}' is being stopped`);
  }
  const isOpen = condition.status === 'InProgress' && stageRun.status === 'InProgress';
  const hasFailed = ['Failed', 'Errored'].includes(condition.status) && stageRun.status === 'Failed';
  if (!isOpen && !hasFailed) throw refuse(`is ${condition.status}`);
  return { stageRun, condition };
}
