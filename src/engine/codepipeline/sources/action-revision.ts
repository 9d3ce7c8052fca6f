import { AwsError } from '../../aws-error.ts';
import { currentVersion, findGate, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkConcurrency } from '../executions/concurrency.ts';
import { type Execution, runOf } from '../executions/execution.ts';
import { startExecution } from '../executions/flow.ts';

export interface ActionRevisionRequest {
  readonly stageName: string;
  readonly actionName: string;
  readonly actionRevision: {
    readonly revisionId: string;
    readonly revisionChangeId: string;
    /** Epoch milliseconds. */
    readonly created: number;
  };
}

/**
 * PutActionRevision (spec 2.7): a source is at a revision. When that is a new one an execution of it starts; otherwise
 * the answer names the execution that already has it. Stage and action are looked at in this order; throws
 * StageNotFoundException, ActionNotFoundException, ValidationException for an action that is no source [D], and
 * ConcurrentPipelineExecutionsLimitExceededException. Sources that the service watches itself take it like custom ones [D].
 */
export function putActionRevision(
  context: EngineContext,
  pipeline: Pipeline,
  request: ActionRevisionRequest,
  callerArn: string,
) {
  const { actionName, actionRevision } = request;
  checkIsSource(pipeline, request);
  const { revisionId: id, revisionChangeId: changeId, created } = actionRevision;
  const current = currentRevision(pipeline, actionName);
  if (current?.id === id) return { newRevision: false, pipelineExecutionId: current.execution.id };
  checkConcurrency(pipeline);
  const execution = startExecution(context, pipeline, {
    trigger: { triggerType: 'PutActionRevision', triggerDetail: callerArn }, // [D]
    given: new Map([[actionName, { id, changeId, created }]]),
  });
  return { newRevision: true, pipelineExecutionId: execution.id };
}

function checkIsSource(pipeline: Pipeline, { stageName, actionName }: ActionRevisionRequest): void {
  findGate(pipeline, stageName);
  const stage = currentVersion(pipeline).stages.find(({ name }) => name === stageName);
  const action = stage?.actions.find(({ name }) => name === actionName);
  if (!action) {
    const message = `Stage '${stageName}' of pipeline '${pipeline.name}' does not have an action '${actionName}'`;
    throw new AwsError('ActionNotFoundException', message);
  }
  if (action.type.category !== 'Source') {
    throw new AwsError('ValidationException', `Action '${actionName}' is not a source action`);
  }
}

/** The revision that the newest execution to know one found for a source, or was given and has yet to find. */
function currentRevision(pipeline: Pipeline, actionName: string): { id: string; execution: Execution } | undefined {
  for (const execution of pipeline.executions.newestFirst()) {
    const action = execution.version.stages[0]!.actions.find(({ name }) => name === actionName);
    const found = action && runOf(execution, action)?.revision?.id;
    const id = found ?? execution.given.get(actionName)?.id;
    if (id !== undefined) return { id, execution };
  }
  return undefined;
}
