import { AwsError } from '../../aws-error.ts';
import { type PageRequest, type PageScope, page, scopeOf } from '../../paging.ts';
import type { Operation } from '../../world.ts';
import type { PipelineDefinitions } from '../definitions/pipeline-definitions.ts';
import type { ActionRun } from '../executions/execution.ts';
import type { DeployTarget, TargetEvent } from './deploy-target.ts';
import { targetsOf } from './targets-of.ts';

const MOST = 100;

interface TargetsRequest extends PageRequest {
  readonly actionExecutionId: string;
  readonly pipelineName?: string;
  readonly filters?: readonly { readonly name?: 'TARGET_STATUS'; readonly values?: readonly string[] }[];
}

/** The operation that shows where a deploy action deploys to (spec 2.9). */
export function targetOperations(definitions: PipelineDefinitions): Record<string, Operation> {
  return {
    ListDeployActionExecutionTargets: (input: TargetsRequest, caller) => {
      const run = findRun(definitions, input);
      return listTargets(scopeOf(caller, 'ListDeployActionExecutionTargets'), run, input);
    },
  };
}

/** Throws PipelineNotFoundException and ActionExecutionNotFoundException; without a pipeline's name all are searched. */
function findRun(definitions: PipelineDefinitions, { pipelineName, actionExecutionId }: TargetsRequest): ActionRun {
  const names = pipelineName === undefined ? definitions.list().map(({ name }) => name) : [pipelineName];
  for (const name of names) {
    const { executions } = definitions.history(name);
    for (const { actionRuns } of executions.thatMayHave(actionExecutionId)) {
      const run = actionRuns.find(({ id }) => id === actionExecutionId);
      if (run) return run;
    }
  }
  throw new AwsError('ActionExecutionNotFoundException', `There is no action execution '${actionExecutionId}'`);
}

/** In the order in which they are deployed to. */
function listTargets(scope: PageScope, run: ActionRun, request: TargetsRequest) {
  const filters = request.filters ?? [];
  const isAskedFor = ({ status }: DeployTarget) => filters.every(({ values }) => values?.includes(status) ?? true);
  const { items, nextToken } = page(scope, request, {
    items: () => [...targetsOf(run).entries()].filter(([, target]) => isAskedFor(target)),
    cursorOf: ([place]) => place,
    isAfter: ([place], cursor) => place > cursor,
    most: MOST,
  });
  return { targets: items.map(([, target]) => shownTarget(target)), ...(nextToken && { nextToken }) };
}

function shownTarget({ id, type, status, startTime, endTime, events }: DeployTarget) {
  return { targetId: id, targetType: type, status, ...times({ startTime, endTime }), events: events.map(shownEvent) };
}

function shownEvent({ name, status, startTime, endTime, ssmCommandId, message }: TargetEvent) {
  const hasContext = ssmCommandId !== undefined || message !== undefined;
  return {
    name,
    status,
    ...times({ startTime, endTime }),
    ...(hasContext && {
      context: { ...(ssmCommandId !== undefined && { ssmCommandId }), ...(message !== undefined && { message }) },
    }),
  };
}

function times({ startTime, endTime }: { readonly startTime?: number; readonly endTime?: number }) {
  return { ...(startTime !== undefined && { startTime }), ...(endTime !== undefined && { endTime }) };
}
