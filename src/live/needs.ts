import {
  getPipeline,
  getPipelineState,
  listActionExecutions,
  listExecutions,
  listPipelines,
} from '../aws/codepipeline.ts';
import type { Build } from '../domain/build.ts';
import type { ActionExecution, Executions } from '../domain/execution.ts';
import { type PipelineId, type Place, pipelineKey, placeKey } from '../domain/identity.ts';
import type { PipelineDefinition, PipelineState, PipelineSummary } from '../domain/pipeline.ts';
import type { Need, Pace } from './need.ts';

// What a polite client asks (spec 6.3): fast only what runs and is looked at.
const SECOND = 1000;
const STATE_INTERVALS = {
  aws: { front: { moving: 5, still: 20 }, visible: { moving: 10, still: 30 }, background: { moving: 30, still: 60 } },
  mock: { front: { moving: 1, still: 3 }, visible: { moving: 2, still: 5 }, background: { moving: 10, still: 20 } },
};

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
  };
}

/** GetPipelineState: what stands where, now. */
export function pipelineState(id: PipelineId): Need<PipelineState> {
  return {
    key: `${pipelineKey(id)} state`,
    place: id,
    fetch: (session, signal) => getPipelineState(session, id, signal),
    interval: (state, { mock, priority }) =>
      STATE_INTERVALS[mock ? 'mock' : 'aws'][priority][moves(state) ? 'moving' : 'still'] * SECOND,
    outdates: (state, previous) => {
      const outdated: Need<unknown>[] = [];
      if (!previous || positions(state) !== positions(previous)) outdated.push(executions(id));
      if (previous && previous.version !== state.version) outdated.push(definition(id));
      return outdated;
    },
  };
}

/** Which executions stand where and how they fare: when this changes, something started, moved or ended. */
function positions(state: PipelineState): string {
  return state.stages
    .map(({ latest, inbound }) =>
      [latest?.executionId, latest?.status, ...inbound.map((execution) => execution.executionId)].join(','),
    )
    .join(';');
}

/** The newest page of ListPipelineExecutions: asked again only when the state shows that something started, moved or ended. */
export function executions(id: PipelineId): Need<Executions> {
  return {
    key: `${pipelineKey(id)} executions`,
    place: id,
    fetch: (session, signal) => listExecutions(session, id, signal),
    interval: () => undefined,
  };
}

/** GetPipeline: asked again only when the state shows another version. */
export function definition(id: PipelineId): Need<PipelineDefinition> {
  return {
    key: `${pipelineKey(id)} definition`,
    place: id,
    fetch: (session, signal) => getPipeline(session, id, signal),
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
