import { rollbackStage } from '../aws/codepipeline.ts';
import {
  type Execution,
  type ExecutionDetail,
  type Revision,
  revisionText,
  shortExecution,
  shortRevision,
} from '../domain/execution.ts';
import { Fault, stale } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { inDeclaredOrder, type PipelineView, revisionsOf, runningExecutions } from '../domain/pipeline-view.ts';
import { inPipeline } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { executionDetail, executions } from '../live/needs.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanChoice, PlanFact } from './plan.ts';
import {
  noTarget,
  pipelineOf,
  type RollbackChoice,
  readNoTargets,
  readRollbackChoice,
  targetNamed,
} from './rollback-targets.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { nextStage } from './stage.ts';
import { agoText, carriedShort, whereText } from './wording.ts';

export interface RollbackRequest {
  pipeline: PipelineId;
  stage: string;
  /** The execution whose work is brought back, whole or by its first 6 characters. */
  to: string;
}

/** Plans to run a stage again with what an earlier execution had there. Throws Fault: `stale` when it is no valid target or the stage cannot be rolled back. */
export async function planRollback(deps: OperationDeps, request: RollbackRequest): Promise<Plan> {
  const { live } = deps;
  const { pipeline } = request;
  const choice = await readRollbackChoice(live, pipeline, request.stage);
  const target = await targetNamed(live, choice, request.to);
  const { view, stage } = choice;
  const subject = inPipeline(pipeline, { stage: stage.name, executionId: target.id });
  const what = targetText(view, target);
  return {
    operation: 'rollback',
    title: `Roll back ${stage.name} in ${pipeline.name}`,
    subjects: [subject],
    facts: await facts(deps, choice, target),
    confirm: `Roll back to ${targetShort(view, target)}`,
    dangerous: true,
    command: () =>
      signalboxLine(live, pipeline, ['rollback', pipeline.name, stage.name, '--to', shortExecution(target.id)]),
    awsCommand: () =>
      awsLine(live, pipeline, [
        'rollback-stage',
        '--pipeline-name',
        pipeline.name,
        '--stage-name',
        stage.name,
        '--target-pipeline-execution-id',
        target.id,
      ]),
    run: async () => {
      const now = await confirmStands(deps, choice, target);
      const sent = await sendOnce(deps, {
        operation: 'rollback',
        request: 'codepipeline:RollbackStage',
        subject,
        send: () =>
          rollbackStage(live.session(pipeline), pipeline, { stage: stage.name, targetExecutionId: target.id }),
        lookAgain: () => rollbackAftermath(deps, now, target),
      });
      const execution = shortExecution(sent.executionId ?? '');
      return {
        operation: 'rollback',
        status: 'InProgress',
        subjects: [inPipeline(pipeline, { stage: stage.name, executionId: sent.executionId })],
        requestId: sent.requestId,
        message: `Rolling ${stage.name} of ${pipeline.name} back to ${what}: execution ${execution}`,
      };
    },
  };
}

/** What a rollback may go to, as a plan that cannot be carried out before one is chosen. Throws Fault: `stale` when there is no target. */
export async function planRollbackChoice(
  deps: OperationDeps,
  { pipeline, stage: stageName }: Omit<RollbackRequest, 'to'>,
): Promise<Plan> {
  const { live } = deps;
  const choice = await readRollbackChoice(live, pipeline, stageName);
  if (choice.targets.length === 0) throw await noTarget(live, choice);
  const { view, stage } = choice;
  const choices: PlanChoice[] = [
    ...choice.targets.map((target) => ({
      executionId: target.id,
      text: `${targetText(view, target)}, started ${agoText(live, pipeline, target.startedAt)} ago`,
    })),
    ...(await readNoTargets(live, choice)).map(({ execution, why }) => ({
      executionId: execution.id,
      text: targetText(view, execution),
      refusal: why,
    })),
  ];
  return {
    operation: 'rollback',
    title: `Roll back ${stage.name} in ${pipeline.name} to an execution that is still to be chosen`,
    subjects: [inPipeline(pipeline, { stage: stage.name })],
    facts: [
      ...choices.map(({ executionId, text, refusal }) => ({
        label: shortExecution(executionId),
        text: refusal === undefined ? text : `not ${text}, which ${refusal}`,
      })),
      { label: 'Where', text: whereText(live, pipeline) },
    ],
    choices,
    confirm: 'Roll back',
    dangerous: true,
    command: () => signalboxLine(live, pipeline, ['rollback', pipeline.name, stage.name, '--to', 'EXECUTION']),
    awsCommand: () => undefined,
    run: async () => {
      const message = 'an answer is needed and nobody can be asked: give --to';
      throw new Fault({ kind: 'person-needed', code: 'InputNeeded', message });
    },
  };
}

/** The stage still holds what the plan was compared with, and may still be rolled back to the target. */
async function confirmStands(deps: OperationDeps, planned: RollbackChoice, target: Execution): Promise<PipelineView> {
  const { live } = deps;
  const pipeline = pipelineOf(planned.view);
  const now = await readRollbackChoice(live, pipeline, planned.stage.name);
  await targetNamed(live, now, target.id);
  const { latest } = now.stage;
  if (latest?.executionId === planned.stage.latest?.executionId) return now.view;
  throw stale(
    'StageMovedOn',
    `${now.stage.name} holds ${carriedShort(now.view, latest?.executionId ?? '')} by now; nothing was sent`,
  );
}

/** A rollback to the same execution that somebody else began at the same moment is not ours. */
async function rollbackAftermath({ live }: OperationDeps, before: PipelineView, target: Execution): Promise<Aftermath> {
  const pipeline = pipelineOf(before);
  const known = new Set(before.executions?.items.map(({ id }) => id));
  const { items } = await live.read(executions(pipeline));
  const begun = items.filter(
    ({ id, type, rollbackOf }) => !known.has(id) && type === 'ROLLBACK' && rollbackOf === target.id,
  );
  if (begun.length === 0) return { made: false, now: `no rollback to ${targetShort(before, target)} has begun` };
  const { principal } = live.site(pipeline);
  const ours = begun.find(({ trigger }) => trigger?.detail === principal);
  const now = `${begun.map(({ id }) => shortExecution(id)).join(', ')} rolls back to ${targetShort(before, target)}`;
  return { made: ours ? true : undefined, now };
}

async function facts(deps: OperationDeps, choice: RollbackChoice, target: Execution): Promise<PlanFact[]> {
  const { live } = deps;
  const { view, stage } = choice;
  const state = view.state as PipelineState;
  const standing = stage.latest?.executionId as string;
  const [there, then] = await Promise.all([standing, target.id].map((id) => detailOf(live, state.id, id)));
  return [
    { label: 'To', text: `${targetText(view, target)}, started ${agoText(live, state.id, target.startedAt)} ago` },
    { label: 'Now', text: standsText(choice) },
    ...changedRevisions(target.revisions, revisionsOf(view, standing)),
    ...changedVariables(then, there),
    { label: 'Version', text: versionText(state.version, there, stage) },
    { label: 'Then', text: thenText(state, stage, target) },
    ...followers(choice),
    { label: 'Where', text: whereText(live, state.id) },
  ];
}

/** Undefined for an execution that is older than AWS remembers. */
async function detailOf(live: Live, id: PipelineId, executionId: string): Promise<ExecutionDetail | undefined> {
  try {
    return await live.read(executionDetail(id, executionId));
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.kind === 'not-found') return undefined;
    throw thrown;
  }
}

function standsText({ view, stage }: RollbackChoice): string {
  const { latest } = stage;
  const text = revisionText(revisionsOf(view, latest?.executionId)[0]);
  const what = text || `execution ${shortExecution(latest?.executionId ?? '')}`;
  const brought = latest?.type === 'ROLLBACK' ? ', brought back by a rollback' : '';
  return `${what}${brought}${latest?.status === 'Succeeded' ? '' : `, which has ${latest?.status} there`}`;
}

/** One line a source whose revision would be another. */
function changedRevisions(back: readonly Revision[], there: readonly Revision[]): PlanFact[] {
  const changes = back.flatMap((revision) => {
    const now = there.find(({ action }) => action === revision.action);
    if (now?.id === revision.id) return [];
    return [{ label: revision.action, text: `${idText(revision)} instead of ${idText(now)}` }];
  });
  return changes.length > 0 ? changes : [{ label: 'Sources', text: 'nothing changes: the same revisions once more' }];
}

function idText(revision: Revision | undefined): string {
  return revision?.id === undefined ? 'none' : shortRevision(revision.id);
}

function changedVariables(back: ExecutionDetail | undefined, there: ExecutionDetail | undefined): PlanFact[] {
  if (!back || !there) return [];
  return back.variables.flatMap(({ name, value = '' }) => {
    const now = there.variables.find((variable) => variable.name === name)?.value ?? '';
    return now === value ? [] : [{ label: 'Variable', text: `${name} = ${value} instead of ${now}` }];
  });
}

function versionText(version: number, there: ExecutionDetail | undefined, { name }: StageState): string {
  if (!there) return String(version);
  if (there.version === version) return `${version}, as what ${name} holds`;
  return `${version}; what ${name} holds ran with version ${there.version}`;
}

function thenText(state: PipelineState, stage: StageState, target: Execution): string {
  const next = nextStage(state, stage.name);
  const rest = next ? `; ${next.name} keeps what it holds` : '';
  return `a new execution runs ${stage.name} alone, with the artifacts and variables of ${shortExecution(target.id)}${rest}`;
}

/** What is on its way takes the place of what was brought back. */
function followers({ view, stage }: RollbackChoice): PlanFact[] {
  const { stages } = view.state as PipelineState;
  const coming = runningExecutions(view).filter(({ id, type }) => {
    const reached = stages.findLastIndex(({ latest }) => latest?.executionId === id);
    return type === 'STANDARD' && reached < stages.indexOf(stage);
  });
  const [next] = coming;
  if (!next || !stage.transition.enabled) return [];
  const what = `${carriedShort(view, next.id)} is on its way to ${stage.name} and will take its place`;
  return [{ label: 'Mind', text: `${what}; close the transition first if it must not` }];
}

/** `51d00fe Green header`: targets may be older than the executions that the view knows. */
export function targetText(view: PipelineView, { id, revisions }: Execution): string {
  return revisionText(inDeclaredOrder(view, revisions)[0]) || `execution ${shortExecution(id)}`;
}

/** `Green header`: the first line of the message. */
export function targetMessage(view: PipelineView, { revisions }: Execution): string {
  return inDeclaredOrder(view, revisions)[0]?.summary?.split('\n', 1)[0] ?? '';
}

/** `51d00fe`, or the execution's short id. */
export function targetShort(view: PipelineView, { id, revisions }: Execution): string {
  const revision = inDeclaredOrder(view, revisions)[0]?.id;
  return revision === undefined ? shortExecution(id) : shortRevision(revision);
}
