import { overrideStageCondition } from '../aws/codepipeline.ts';
import { isUnmet } from '../domain/condition.ts';
import { declared } from '../domain/declaration.ts';
import { executionMatches, shortExecution } from '../domain/execution.ts';
import { executionNamed } from '../domain/execution-named.ts';
import { stale, usage } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type {
  ConditionRule,
  PipelineDefinition,
  PipelineState,
  StageCondition,
  StageState,
} from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import { inPipeline } from '../domain/subject.ts';
import { pipelineState } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { conditionAt } from '../rules/pipeline-declaration.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import { goesOnText } from './goes-on.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { stageNamed } from './stage.ts';
import { agoText, carriedShort, carriedText, whereText } from './wording.ts';

/** The conditions that can be overridden; AWS has no other (spec 2.4). */
export const OVERRIDABLE = {
  'before-entry': { place: 'beforeEntry', type: 'BEFORE_ENTRY' },
  'on-success': { place: 'onSuccess', type: 'ON_SUCCESS' },
} as const;

export type OverridableCondition = keyof typeof OVERRIDABLE;

export interface OverrideRequest {
  pipeline: PipelineId;
  stage: string;
  condition: OverridableCondition;
  /** The execution that is meant, whole or by its first 6 characters; otherwise the one that stands in the stage. */
  executionId?: string;
}

/** Plans to let a stage go on as if its condition had been met. Throws Fault `stale` when the condition neither is checked nor has failed, or another execution stands there. */
export async function planOverride(deps: OperationDeps, request: OverrideRequest): Promise<Plan> {
  const { live } = deps;
  const { pipeline } = request;
  const view = await readPipelineView(live, pipeline, { definition: true });
  const stage = stageNamed(view.state as PipelineState, request.stage);
  const { executionId, status } = overridable(view, stage, request);
  const subject = inPipeline(pipeline, { stage: stage.name, executionId });
  const { type } = OVERRIDABLE[request.condition];
  const what = conditionText(request.condition, stage);
  return {
    operation: 'override',
    title: `Override ${what} in ${pipeline.name}`,
    subjects: [subject],
    facts: facts(deps, view, stage, { ...request, executionId }),
    confirm: `Override for ${carriedShort(view, executionId)}`,
    dangerous: true,
    command: () =>
      signalboxLine(live, pipeline, [
        'override',
        pipeline.name,
        stage.name,
        '--condition',
        request.condition,
        '--execution',
        shortExecution(executionId),
      ]),
    awsCommand: () =>
      awsLine(live, pipeline, [
        'override-stage-condition',
        '--pipeline-name',
        pipeline.name,
        '--stage-name',
        stage.name,
        '--pipeline-execution-id',
        executionId,
        '--condition-type',
        type,
      ]),
    run: async () => {
      await confirmUnchanged(deps, { ...request, executionId }, status);
      const sent = await sendOnce(deps, {
        operation: 'override',
        request: 'codepipeline:OverrideStageCondition',
        subject,
        send: () =>
          overrideStageCondition(live.session(pipeline), pipeline, { stage: stage.name, executionId, condition: type }),
        lookAgain: () => overrideAftermath(deps, { ...request, executionId }, status),
      });
      return {
        operation: 'override',
        status: 'Overridden',
        subjects: [subject],
        requestId: sent.requestId,
        message: `Overrode ${what} of ${pipeline.name} for ${carriedText(view, executionId)}`,
      };
    },
  };
}

/** Why none of a stage's conditions, or not this one, can be overridden, in a line; undefined when it can (spec 2.4, 2.7). */
export function notOverridable(stage: StageState, condition: OverridableCondition): string | undefined {
  const found = conditionOf(stage, condition);
  const name = conditionText(condition, stage);
  if (!found) return `there is no ${name.slice('the '.length)}`;
  if (!found.status) return `${name} has not been checked`;
  if (stage.latest?.status === 'Stopping') return `${stage.name} is being stopped`;
  const waits = found.status === 'InProgress' && stage.latest?.status === 'InProgress';
  const failed = isUnmet(found) && stage.latest?.status === 'Failed';
  return waits || failed ? undefined : `${name} is ${found.status}`;
}

interface Standing {
  readonly executionId: string;
  /** Undefined in PARALLEL mode, where the state does not tell (spec 2.4). */
  readonly status: StageCondition['status'];
}

/** The execution that an override is for, and how its condition stands. */
function overridable(view: PipelineView, stage: StageState, request: OverrideRequest): Standing {
  if (skips(view, stage, request.condition)) {
    throw notNow(
      `${conditionText(request.condition, stage)} skips the stage when it is not met: AWS overrides none that does`,
    );
  }
  if (isParallel(view)) return { executionId: executionAlone(view, request), status: undefined };
  const executionId = stage.latest?.executionId ?? '';
  if (request.executionId !== undefined && executionId !== '' && !executionMatches(executionId, request.executionId)) {
    throw stale(
      'NotLatestPipelineExecutionException',
      `execution ${shortExecution(executionId)} stands in ${stage.name} now, not ${request.executionId}`,
    );
  }
  const refusal = notOverridable(stage, request.condition);
  if (refusal) throw notNow(refusal);
  return { executionId, status: conditionOf(stage, request.condition)?.status };
}

function executionAlone(view: PipelineView, { pipeline, executionId: wanted }: OverrideRequest): string {
  if (wanted === undefined) throw usage(`executions of ${pipeline.name} run in parallel: name one with --execution`);
  return executionNamed(pipeline.name, view.executions?.items ?? [], wanted).id;
}

function skips(view: PipelineView, { name }: StageState, condition: OverridableCondition): boolean {
  const { pipeline } = declared(view.definition as PipelineDefinition);
  const stage = pipeline.stages.find((candidate) => candidate.name === name);
  return stage !== undefined && conditionAt(stage, OVERRIDABLE[condition].place)?.result === 'SKIP';
}

/** The same execution still stands there, and its condition as it did. */
async function confirmUnchanged(deps: OperationDeps, request: OverrideRequest, planned: Standing['status']) {
  const view = await readPipelineView(deps.live, request.pipeline, { definition: true });
  const stage = stageNamed(view.state as PipelineState, request.stage);
  const { status } = overridable(view, stage, request);
  if (status === planned) return;
  throw notNow(
    `${conditionText(request.condition, stage)} is ${status} by now, no longer ${planned}; nothing was sent`,
  );
}

async function overrideAftermath(
  { live }: OperationDeps,
  { pipeline, stage: name, condition, executionId }: OverrideRequest,
  before: Standing['status'],
): Promise<Aftermath> {
  const stage = stageNamed(await live.read(pipelineState(pipeline)), name);
  const status = before === undefined ? undefined : conditionOf(stage, condition)?.status;
  const now = `${conditionText(condition, stage)} is ${status ?? 'not told'}`;
  if (status === undefined || stage.latest?.executionId !== executionId) return { made: undefined, now };
  return { made: status === 'Overridden' ? true : status === before ? false : undefined, now };
}

/** `the condition before entry of Prod` */
export function conditionText(condition: OverridableCondition, { name }: Pick<StageState, 'name'>): string {
  return `the condition ${condition.replace('-', ' ')} of ${name}`;
}

function conditionOf(stage: StageState, condition: OverridableCondition): StageCondition | undefined {
  return stage.conditions.find(({ place }) => place === OVERRIDABLE[condition].place);
}

function notNow(message: string) {
  return stale('ConditionNotOverridableException', message);
}

function facts(deps: OperationDeps, view: PipelineView, stage: StageState, request: OverrideRequest): PlanFact[] {
  const { live } = deps;
  const { pipeline, executionId = '' } = request;
  const condition = isParallel(view) ? undefined : conditionOf(stage, request.condition);
  return [
    { label: 'Commit', text: carriedText(view, executionId) },
    ...(condition ? conditionFacts(deps, pipeline, condition) : []),
    { label: 'Then', text: then(deps, view, stage, request) },
    { label: 'Where', text: whereText(live, pipeline) },
  ];
}

function conditionFacts({ live }: OperationDeps, pipeline: PipelineId, condition: StageCondition): PlanFact[] {
  const age = agoText(live, pipeline, condition.since);
  const now =
    condition.status === 'InProgress' ? `it is being checked since ${age}` : `it has ${condition.status} ${age} ago`;
  return [{ label: 'Now', text: now }, ...condition.rules.map((rule) => ({ label: 'Rule', text: ruleText(rule) }))];
}

function ruleText({ name, status, summary }: ConditionRule): string {
  const found = status === 'InProgress' ? 'is still checked' : status ? `has ${status}` : 'has not been checked';
  return [`${name} ${found}`, summary].filter(Boolean).join(': ');
}

function then(deps: OperationDeps, view: PipelineView, stage: StageState, request: OverrideRequest): string {
  const { condition, executionId = '' } = request;
  return condition === 'on-success'
    ? `${stage.name} counts as succeeded: ${goesOnText(deps.live, view, stage, executionId)}`
    : `${carriedShort(view, executionId)} enters ${stage.name}, and its actions begin`;
}
