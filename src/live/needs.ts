import {
  getPipelineExecution,
  getPipelineState,
  listActionExecutions,
  listExecutions,
  listPipelines,
  listRuleExecutions,
  listSucceededInStage,
} from '../aws/codepipeline.ts';
import { getPipeline, type VersionOf } from '../aws/definitions.ts';
import type { Build } from '../domain/build.ts';
import {
  type ActionExecution,
  type Execution,
  type ExecutionDetail,
  type Executions,
  isOver,
  type RuleExecution,
} from '../domain/execution.ts';
import { type PipelineId, type Place, pipelineKey, placeKey } from '../domain/identity.ts';
import type { NameList } from '../domain/name-list.ts';
import type { PipelineDefinition, PipelineState, PipelineSummary } from '../domain/pipeline.ts';
import type { Need, Pace, Priority } from './need.ts';

// What a polite client asks (spec 6.3): fast only what runs and is looked at.
const SECOND = 1000;

/** Seconds after an answer that brought something new, and the most that answers without news make of them. */
type Interval = readonly [first: number, most: number];

const STATE_INTERVALS: Readonly<Record<'aws' | 'mock', Record<Priority, Record<'moving' | 'still', Interval>>>> = {
  aws: {
    front: { moving: [5, 10], still: [20, 60] },
    visible: { moving: [10, 30], still: [30, 60] },
    background: { moving: [30, 60], still: [60, 60] },
  },
  mock: {
    front: { moving: [1, 2], still: [3, 6] },
    visible: { moving: [2, 4], still: [5, 10] },
    background: { moving: [10, 20], still: [20, 40] },
  },
};

// While the clock of a mock stands only other people change anything.
const MOST_WHILE_FROZEN = 10;

/** How long to wait after an answer, in local milliseconds: doubles with every one that brings nothing new. */
export function interval(isMoving: boolean, { mock, priority, unchanged, frozen }: Pace): number {
  const [first, most] = STATE_INTERVALS[mock ? 'mock' : 'aws'][priority][isMoving ? 'moving' : 'still'];
  return Math.min(first * 2 ** unchanged, frozen ? Math.max(most, MOST_WHILE_FROZEN) : most) * SECOND;
}

function moves(state: PipelineState): boolean {
  return state.stages.some((stage) => stage.latest?.status === 'InProgress' || stage.latest?.status === 'Stopping');
}

/** ListPipelines: which pipelines there are. */
export function pipelines(place: Place): Need<readonly PipelineSummary[]> {
  return {
    key: `${placeKey(place)} pipelines`,
    place,
    fetch: (session, signal) => listPipelines(session, place, signal),
    interval: (_, { mock }) => (mock ? 10 : 60) * SECOND,
    names: (found) => [{ kind: 'pipeline', within: '', names: found.map(({ id }) => id.name) }],
  };
}

/** GetPipelineState: what stands where, now. */
export function pipelineState(id: PipelineId): Need<PipelineState> {
  return {
    key: `${pipelineKey(id)} state`,
    place: id,
    fetch: (session, signal) => getPipelineState(session, id, signal),
    interval: (state, pace) => interval(moves(state), pace),
    outdates: (state, previous) => {
      const outdated: Need<unknown>[] = [];
      if (!previous || positions(state) !== positions(previous)) outdated.push(executions(id));
      if (previous && previous.version !== state.version) outdated.push(definition(id));
      return outdated;
    },
    names: stateNames,
  };
}

function stateNames({ id: { name }, stages }: PipelineState): NameList[] {
  const actions = stages.flatMap((stage) => stage.actions.map((action) => `${stage.name}/${action.name}`));
  return [
    { kind: 'pipeline', within: '', names: [name], isPart: true },
    { kind: 'stage', within: name, names: stages.map((stage) => stage.name) },
    { kind: 'action', within: name, names: actions },
  ];
}

/** Which executions stand where and how they fare: when this changes, something started, moved or ended. */
function positions(state: PipelineState): string {
  return state.stages
    .map(({ latest, inbound }) =>
      [latest?.executionId, latest?.status, ...inbound.map((execution) => execution.executionId)].join(','),
    )
    .join(';');
}

/**
 * The newest page of ListPipelineExecutions: asked again only when the state shows that something started, moved or ended. In
 * PARALLEL mode the state shows nothing of the kind, and the list is asked for as often as a state is.
 */
export function executions(id: PipelineId): Need<Executions> {
  return {
    key: `${pipelineKey(id)} executions`,
    place: id,
    fetch: (session, signal) => listExecutions(session, id, { signal }),
    interval: ({ items }, pace) =>
      items[0]?.mode === 'PARALLEL'
        ? interval(
            items.some(({ status }) => !isOver(status)),
            pace,
          )
        : undefined,
  };
}

/** The newest executions that succeeded in a stage: what it may be rolled back to is among them. */
export function succeededInStage(id: PipelineId, stage: string): Need<readonly Execution[]> {
  return {
    key: `${pipelineKey(id)} succeeded ${stage}`,
    place: id,
    fetch: (session, signal) => listSucceededInStage(session, id, stage, signal),
    interval: () => undefined,
  };
}

/** GetPipeline: asked again only when the state shows another version. */
export function definition(id: PipelineId): Need<PipelineDefinition> {
  return {
    key: `${pipelineKey(id)} definition`,
    place: id,
    fetch: (session, signal) => getPipeline(session, id, { signal }),
    interval: () => undefined,
  };
}

/** GetPipeline of one version, which never changes: asked for only where it was not kept from earlier. */
export function definitionVersion(id: PipelineId, of: VersionOf): Need<PipelineDefinition> {
  return {
    key: `${pipelineKey(id)} definition ${of.version} of ${of.createdAt}`,
    place: id,
    fetch: (session, signal) => getPipeline(session, id, { of, signal }),
    interval: () => undefined,
  };
}

/** Every run of every action in one execution. */
export function actionExecutions(id: PipelineId, executionId: string): Need<readonly ActionExecution[]> {
  return {
    key: `${pipelineKey(id)} actions ${executionId}`,
    place: id,
    fetch: (session, signal) => listActionExecutions(session, id, executionId, signal),
    interval: (actions, pace) =>
      actions.some((action) => action.status === 'InProgress') ? whileRunning(pace) : undefined,
  };
}

/** GetPipelineExecution: the variables of an execution, which it has from its beginning. */
export function executionDetail(id: PipelineId, executionId: string): Need<ExecutionDetail> {
  return {
    key: `${pipelineKey(id)} execution ${executionId}`,
    place: id,
    fetch: (session, signal) => getPipelineExecution(session, id, executionId, signal),
    interval: () => undefined,
  };
}

/** Every check of every rule of stage conditions in one execution. */
export function ruleExecutions(id: PipelineId, executionId: string): Need<readonly RuleExecution[]> {
  return {
    key: `${pipelineKey(id)} rules ${executionId}`,
    place: id,
    fetch: (session, signal) => listRuleExecutions(session, id, executionId, signal),
    interval: (rules, pace) => (rules.some((rule) => rule.status === 'InProgress') ? whileRunning(pace) : undefined),
  };
}

/** A CodeBuild build with its phases. */
export function build(place: Place, buildId: string): Need<Build> {
  return {
    key: `${placeKey(place)} build ${buildId}`,
    place,
    fetch: async (session, signal) => (await import('../aws/codebuild.ts')).getBuild(session, buildId, signal),
    interval: (value, pace) => (value.status === 'IN_PROGRESS' ? whileRunning(pace) : undefined),
  };
}

export function whileRunning({ mock }: Pace): number {
  return (mock ? 1 : 5) * SECOND;
}
