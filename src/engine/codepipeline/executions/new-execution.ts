import { currentVersion, type Pipeline } from '../definitions/pipeline.ts';
import type { EngineContext } from '../engine-context.ts';
import { noteUse } from '../sources/polling.ts';
import type { Execution, GivenRevision, Trigger } from './execution.ts';

export interface Start {
  readonly trigger: Trigger;
  readonly variables?: Readonly<Record<string, string>>;
  readonly given?: ReadonlyMap<string, GivenRevision>;
  /** Makes it a rollback to what this execution left in a stage (spec 2.7). */
  readonly rollbackTarget?: Execution;
}

/** Makes an execution of the current version; where it goes is for the caller to say. */
export function newExecution(context: EngineContext, pipeline: Pipeline, start: Start): Execution {
  const { clock, random } = context.world;
  const { trigger, rollbackTarget: target } = start;
  const version = currentVersion(pipeline);
  const execution: Execution = {
    id: random.uuid(),
    number: pipeline.nextExecution++,
    pipeline,
    version,
    type: target ? 'ROLLBACK' : 'STANDARD',
    rollbackTarget: target,
    trigger,
    startTime: clock.now(),
    lastUpdateTime: clock.now(),
    variables: target?.variables ?? valuesOf(pipeline, start.variables ?? NO_VALUES),
    given: start.given ?? NO_REVISIONS,
    status: 'InProgress',
    attempt: 1,
    stageRuns: version.stages.map(() => undefined),
    actionRuns: [],
    ruleRuns: [],
    artifactKeys: target ? [...target.artifactKeys] : Array.from(version.artifacts, () => undefined),
  };
  pipeline.executions.add(execution);
  noteUse(pipeline, clock.now());
  context.events.execution(execution, 'STARTED');
  return execution;
}

/** Shared by all executions that were given nothing. */
const NO_VALUES = {};
const NO_REVISIONS = new Map<string, GivenRevision>();

/** Every variable of the pipeline with the given or the default value (spec 2.9). */
function valuesOf(pipeline: Pipeline, given: Readonly<Record<string, string>>) {
  const { variables } = currentVersion(pipeline).declaration;
  if (!variables?.length) return NO_VALUES;
  const values = variables.map(({ name, defaultValue }) => [
    name,
    Object.hasOwn(given, name) ? given[name] : defaultValue,
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
