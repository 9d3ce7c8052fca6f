import { disableStageTransition } from '../aws/codepipeline.ts';
import { Fault, notFound } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { inPipeline } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { pipelineState, pipelines } from '../live/needs.ts';
import { fleetLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import { type FreezeMemory, type FrozenStage, isStillFrozen } from './freeze-memory.ts';
import { changedPipelines, count, placedName, sitesOf, whereAll } from './many.ts';
import type { ChangeMade, OperationResult, Plan, PlanFact } from './plan.ts';
import { sendOnce } from './send-once.ts';
import { REASON, transitionAftermath, transitionAwsLines } from './transition.ts';
import { closedText } from './wording.ts';

export interface FreezeRequest {
  pipelines: readonly PipelineId[];
  /** The names that chose them, as they stand in the command. */
  globs: readonly string[];
  /** A glob for the stages whose transitions are closed; otherwise those of every stage but the first. */
  stage?: string;
}

/** A pipeline with the transitions that a freeze closes, and those that it leaves alone. */
interface Target {
  readonly id: PipelineId;
  readonly closes: readonly StageState[];
  readonly closed: readonly StageState[];
  /** Why nothing is known of it. */
  readonly fault?: Fault;
}

/** Plans to close the transitions of many pipelines for one reason, and to remember which. What does not answer is told and left out. */
export async function planFreeze(deps: OperationDeps, request: FreezeRequest): Promise<Plan> {
  const { live } = deps;
  const targets = await Promise.all(request.pipelines.map((id) => readTarget(live, id, request.stage)));
  const subjects = targets.flatMap(({ id, closes }) => closes.map(({ name }) => inPipeline(id, { stage: name })));
  return {
    operation: 'freeze',
    title:
      subjects.length === 0
        ? 'Close no transition'
        : `Close ${count(subjects.length, 'transition')} in ${changedPipelines(subjects)}`,
    subjects,
    facts: facts(deps, targets),
    confirm: `Close ${count(subjects.length, 'transition')}`,
    dangerous: false,
    text: REASON,
    command: (reason) =>
      fleetLine(sitesOf(live, request.pipelines), [
        'freeze',
        ...request.globs,
        '--reason',
        reason || 'REASON',
        ...(request.stage === undefined ? [] : ['--stage', request.stage]),
      ]),
    awsCommand: (reason) => transitionAwsLines(live, subjects, reason || 'REASON'),
    run: async (reason = '') => {
      deps.protection.admit(subjects);
      const records = targets.flatMap((target) => recordsOf(live, target, reason));
      // Before anything is sent: whoever finds a transition closed later must know that it was us.
      await deps.freezes.revise({ remember: records });
      const changes = await Promise.all(targets.map((target) => freezePipeline(deps, target, reason)));
      return freezeResult(changes.flat(), reason, deps.freezes.lasting);
    },
  };
}

async function readTarget(live: Live, id: PipelineId, glob: string | undefined): Promise<Target> {
  try {
    const { stages } = await live.read(pipelineState(id));
    const meant = glob === undefined ? stages.slice(1) : stages.filter(({ name }) => matchesGlobs(name, [glob]));
    const isOpen = ({ transition }: StageState) => transition.enabled;
    return { id, closes: meant.filter(isOpen), closed: meant.filter((stage) => !isOpen(stage)) };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { id, closes: [], closed: [], fault: thrown };
  }
}

function recordsOf(live: Live, { id, closes }: Target, reason: string): FrozenStage[] {
  const site = live.site(id);
  return closes.map(({ name }) => ({
    pipeline: id,
    endpoint: site.endpoint ?? null,
    stage: name,
    reason,
    principal: site.principal,
    sentAt: live.clock(id).now() ?? 0,
    changedAt: null,
  }));
}

async function freezePipeline(deps: OperationDeps, target: Target, reason: string): Promise<readonly ChangeMade[]> {
  const { live } = deps;
  const { id, closes, fault } = target;
  if (fault) return [{ subject: inPipeline(id), status: 'Failed', fault }];
  if (closes.length === 0) return [];
  const records = recordsOf(live, target, reason);
  const changes: ChangeMade[] = [];
  try {
    const state = await live.read(pipelineState(id));
    for (const { name } of closes) changes.push(await closeStage(deps, state, name, reason));
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    await keepInMind(deps, { forget: records });
    return closes.map(({ name }) => failed(inPipeline(id, { stage: name }), thrown));
  }
  await keepWhatWasClosed(deps, id, records);
  return changes;
}

/** Closes one, unless somebody has done so since it was planned. */
async function closeStage(
  deps: OperationDeps,
  state: PipelineState,
  name: string,
  reason: string,
): Promise<ChangeMade> {
  const { live } = deps;
  const { id } = state;
  const subject = inPipeline(id, { stage: name });
  const stage = state.stages.find((candidate) => candidate.name === name);
  if (!stage) return failed(subject, notFound('StageNotFoundException', `${id.name} has no stage ${name} any more`));
  if (!stage.transition.enabled) return { subject, status: 'Unchanged' };
  try {
    const { requestId } = await sendOnce(deps, {
      operation: 'freeze',
      request: 'codepipeline:DisableStageTransition',
      subject,
      text: reason,
      send: () => live.perform(id, () => disableStageTransition(live.session(id), id, name, reason)),
      lookAgain: () => transitionAftermath(live, id, stage, reason),
    });
    return { subject, status: 'Disabled', requestId };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return failed(subject, thrown);
  }
}

function failed(subject: ChangeMade['subject'], fault: Fault): ChangeMade {
  return { subject, status: 'Failed', fault };
}

/** Learns when each was closed, and forgets those that were not. Where that cannot be read, what was remembered before has to do. */
async function keepWhatWasClosed(deps: OperationDeps, id: PipelineId, records: readonly FrozenStage[]): Promise<void> {
  const state = await deps.live.read(pipelineState(id)).catch((thrown: unknown) => {
    if (!(thrown instanceof Fault)) throw thrown;
  });
  if (!state) return;
  const known = records.map((record) => {
    const transition = state.stages.find(({ name }) => name === record.stage)?.transition;
    return transition && isStillFrozen(record, transition)
      ? { ...record, changedAt: transition.at ?? null }
      : undefined;
  });
  await keepInMind(deps, {
    remember: known.filter((record) => record !== undefined),
    forget: records.filter((_, index) => known[index] === undefined),
  });
}

/** By now something has been sent: what was remembered before does, where no more can be written. */
async function keepInMind({ freezes }: OperationDeps, change: Parameters<FreezeMemory['revise']>[0]): Promise<void> {
  try {
    await freezes.revise(change);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
  }
}

function isOfStage({ subject }: ChangeMade): boolean {
  return subject.stage !== undefined;
}

function freezeResult(changes: readonly ChangeMade[], reason: string, isRemembered: boolean): OperationResult {
  const of = (status: ChangeMade['status']) => changes.filter((change) => change.status === status);
  const [closed, alone, undone] = [of('Disabled'), of('Unchanged'), of('Failed')];
  // Of what could not be read nobody knows how many transitions it has.
  const [refused, unread] = [undone.filter(isOfStage), undone.filter((change) => !isOfStage(change))];
  const subjects = closed.map(({ subject }) => subject);
  const parts = [
    closed.length === 0
      ? 'No transition was closed'
      : `Closed ${count(closed.length, 'transition')} in ${changedPipelines(subjects)}: ${reason}`,
    ...(alone.length > 0 ? [`${alone.length} had been closed meanwhile`] : []),
    ...(refused.length > 0 ? [`${refused.length} could not be closed`] : []),
    ...(unread.length > 0 ? [`${count(unread.length, 'pipeline')} could not be read`] : []),
    ...(isRemembered || closed.length === 0 ? [] : ['remembered only while this engine runs']),
  ];
  return {
    operation: 'freeze',
    status: closed.length > 0 ? 'Disabled' : 'Unchanged',
    subjects,
    message: parts.join('; '),
    exitCode: undone[0]?.fault?.exitCode,
    changes,
  };
}

function facts(deps: OperationDeps, targets: readonly Target[]): PlanFact[] {
  const { live } = deps;
  const ids = targets.map(({ id }) => id);
  const named = (id: PipelineId) => placedName(id, ids);
  return [
    ...targets.flatMap(({ id, closes }) =>
      closes.length === 0
        ? []
        : [{ label: 'Closes', text: `${named(id)}: ${closes.map(({ name }) => name).join(', ')}` }],
    ),
    ...targets.flatMap(({ id, closed }) =>
      closed.map(({ name, transition }) => ({
        label: 'Leaves',
        text: `${named(id)}: ${name} as it is, ${closedText(live, id, transition)}`,
      })),
    ),
    ...targets.flatMap(({ id, fault }) => (fault ? [{ label: 'Not', text: `${named(id)}: ${fault.message}` }] : [])),
    ...targets.flatMap(({ id, closes }) =>
      closes.length > 0 && modeOf(live, id) === 'PARALLEL'
        ? [{ label: 'Mind', text: `${named(id)} runs in PARALLEL mode, where a closed transition holds nobody up` }]
        : [],
    ),
    ...(ids.length > 0 ? generalFacts(deps, ids) : [{ label: 'Nothing', text: 'no pipeline has such a name' }]),
  ];
}

function generalFacts({ live, freezes }: OperationDeps, ids: readonly PipelineId[]): PlanFact[] {
  return [
    {
      label: 'Then',
      text: 'what is inside of a stage goes on to its end and waits in front of the next one; AWS does not resume what has waited for more than 30 days',
    },
    {
      label: 'Undo',
      text: freezes.lasting
        ? 'signalbox unfreeze opens what this has closed, and nothing else'
        : 'it ends with this engine, which runs in this process alone: no later command knows of it',
    },
    { label: 'Where', text: whereAll(live, ids) },
  ];
}

function modeOf(live: Live, id: PipelineId) {
  return live.snapshot(pipelines(id)).value?.find((summary) => summary.id.name === id.name)?.executionMode;
}
