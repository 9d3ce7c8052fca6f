import { enableStageTransition } from '../aws/codepipeline.ts';
import { Fault, stale } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import { type PipelineId, pipelineKey, placeKey, principalText } from '../domain/identity.ts';
import type { PipelineState, StageState, Transition } from '../domain/pipeline.ts';
import { inPipeline, type Subject } from '../domain/subject.ts';
import type { Live } from '../live/live.ts';
import { pipelineState } from '../live/needs.ts';
import { fleetLine } from './command-line.ts';
import type { OperationDeps } from './deps.ts';
import { type FrozenStage, isStillFrozen, wasNeverClosed } from './freeze-memory.ts';
import { changedPipelines, count, placedName, sitesOf, whereAll } from './many.ts';
import type { ChangeMade, OperationResult, Plan, PlanFact } from './plan.ts';
import { sendOnce } from './send-once.ts';
import { openedThen, transitionAftermath, transitionAwsLines } from './transition.ts';
import { agoText, closedText } from './wording.ts';

/** A stage that was frozen, and how it stands now. */
interface Thawing {
  readonly frozen: FrozenStage;
  readonly state?: PipelineState;
  readonly stage?: StageState;
  /** `ours`: opened. `never`: a freeze that ended too early did not come to close it. `other`: told. `unknown`: did not answer. */
  readonly stands: 'ours' | 'never' | 'other' | 'unknown';
  readonly fault?: Fault;
}

export interface UnfreezeRequest {
  globs: readonly string[];
  /** This pipeline alone, and none of its name elsewhere. */
  only?: PipelineId;
}

/** Plans to open what freezes have closed and nobody has changed since; no globs mean all of it. Throws Fault `refused-here` when it cannot be recalled. */
export async function planUnfreeze(deps: OperationDeps, { globs, only }: UnfreezeRequest): Promise<Plan> {
  const { live, freezes } = deps;
  const isMeant = ({ pipeline }: FrozenStage) =>
    matchesGlobs(pipeline.name, globs) && (!only || pipelineKey(pipeline) === pipelineKey(only));
  const meant = (await freezes.recall()).filter(isMeant);
  if (only && meant.length === 0)
    throw stale('NotFrozen', `what is closed in ${only.name} was not closed by a freeze of signalbox`);
  const here = meant.filter((frozen) => isHere(live, frozen)).toSorted(inOrderOf(live));
  const thawing = (await Promise.all(byPipeline(here).map((group) => readThawing(live, group)))).flat();
  const ours = thawing.filter(({ stands }) => stands === 'ours');
  const ids = [...new Set(here.map(({ pipeline }) => pipeline))];
  const subjects = subjectsOf(ours.map(({ frozen }) => frozen));
  return {
    operation: 'unfreeze',
    title: titleOf(thawing),
    subjects,
    facts: facts(deps, { thawing, ids, elsewhere: meant.length - here.length }),
    confirm: ours.length === 0 && thawing.length > 0 ? 'Forget them' : `Open ${count(ours.length, 'transition')}`,
    dangerous: false,
    command: () => fleetLine(sitesOf(live, ids), ['unfreeze', ...globs]),
    awsCommand: () => transitionAwsLines(live, subjects, undefined),
    run: async () => {
      deps.protection.admit(subjects);
      const settled = thawing.filter(({ stands }) => stands === 'never' || stands === 'other');
      await freezes.revise({ forget: settled.map(({ frozen }) => frozen) });
      const groups = byPipeline(ours.map(({ frozen }) => frozen));
      const opened = await Promise.all(groups.map((group) => openPipeline(deps, group)));
      const told = thawing.flatMap(({ frozen, fault }) => (fault ? [failed(frozen, fault)] : []));
      return unfreezeResult([...opened.flat(), ...told]);
    },
  };
}

function subjectsOf(frozen: readonly FrozenStage[]): Subject[] {
  return frozen.map(({ pipeline, stage }) => inPipeline(pipeline, { stage }));
}

function titleOf(thawing: readonly Thawing[]): string {
  const ours = thawing.filter(({ stands }) => stands === 'ours').map(({ frozen }) => frozen);
  if (thawing.length === 0) return 'Open no transition';
  if (ours.length === 0) return `Forget ${count(thawing.length, 'transition')} of a freeze`;
  return `Open ${count(ours.length, 'transition')} in ${changedPipelines(subjectsOf(ours))}`;
}

function isHere(live: Live, { pipeline, endpoint }: FrozenStage): boolean {
  const isSite = (site: Live['sites'][number]) =>
    placeKey(site.place) === placeKey(pipeline) && (site.endpoint ?? null) === endpoint;
  return live.sites.some(isSite);
}

/** As everything is listed: place by place, then by name. What was remembered is in the order in which it came to be. */
function inOrderOf({ sites }: Live): (one: FrozenStage, other: FrozenStage) => number {
  const rank = ({ pipeline }: FrozenStage) => sites.findIndex(({ place }) => placeKey(place) === placeKey(pipeline));
  return (one, other) =>
    rank(one) - rank(other) ||
    (one.pipeline.name < other.pipeline.name ? -1 : Number(one.pipeline.name > other.pipeline.name));
}

function byPipeline(frozen: readonly FrozenStage[]): FrozenStage[][] {
  return [...Map.groupBy(frozen, ({ pipeline }) => pipelineKey(pipeline)).values()];
}

async function readThawing(live: Live, group: readonly FrozenStage[]): Promise<readonly Thawing[]> {
  const pipeline = group[0]?.pipeline as PipelineId;
  try {
    const state = await live.read(pipelineState(pipeline));
    return group.map((frozen) => standing(live, state, frozen));
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    if (thrown.kind !== 'not-found') return group.map((frozen) => ({ frozen, stands: 'unknown', fault: thrown }));
    const fault = notOurs(`${pipeline.name} is not there any more`);
    return group.map((frozen) => ({ frozen, stands: 'other', fault }));
  }
}

function standing(live: Live, state: PipelineState, frozen: FrozenStage): Thawing {
  const stage = state.stages.find(({ name }) => name === frozen.stage);
  const name = `${frozen.stage} of ${frozen.pipeline.name}`;
  if (!stage) return { frozen, stands: 'other', fault: notOurs(`${name} is not there any more`) };
  const { transition } = stage;
  if (isStillFrozen(frozen, transition)) return { frozen, state, stage, stands: 'ours' };
  if (wasNeverClosed(frozen, transition)) return { frozen, stands: 'never' };
  const now = transition.enabled
    ? openText(live, frozen.pipeline, transition)
    : othersText(live, frozen.pipeline, transition);
  return { frozen, state, stage, stands: 'other', fault: notOurs(`${name} ${now}`) };
}

function openText(live: Live, id: PipelineId, { by, at }: Transition): string {
  const who = by === undefined ? '' : `, by ${principalText(by)}`;
  return `is open already${who}${at === undefined ? '' : ` ${agoText(live, id, at)} ago`}`;
}

function othersText(live: Live, id: PipelineId, transition: Transition): string {
  return `was ${closedText(live, id, transition)}, which is not this freeze: it stays closed`;
}

function notOurs(message: string): Fault {
  return stale('NotThisFreeze', message);
}

async function openPipeline(deps: OperationDeps, group: readonly FrozenStage[]): Promise<readonly ChangeMade[]> {
  const { live, freezes } = deps;
  const now = await readThawing(live, group);
  const done: ChangeMade[] = [];
  for (const one of now) done.push(one.stands === 'ours' ? await openStage(deps, one) : failed(one.frozen, one.fault));
  const gone = now.filter((one, index) => one.stands === 'other' || done[index]?.status === 'Enabled');
  try {
    await freezes.revise({ forget: gone.map(({ frozen }) => frozen) });
  } catch (thrown) {
    // It is open; whoever unfreezes again is told so.
    if (!(thrown instanceof Fault)) throw thrown;
  }
  return done;
}

async function openStage(deps: OperationDeps, { frozen, stage }: Thawing): Promise<ChangeMade> {
  const { live } = deps;
  const { pipeline } = frozen;
  const subject = inPipeline(pipeline, { stage: frozen.stage });
  try {
    const { requestId } = await sendOnce(deps, {
      operation: 'unfreeze',
      request: 'codepipeline:EnableStageTransition',
      subject,
      send: () => live.perform(pipeline, () => enableStageTransition(live.session(pipeline), pipeline, frozen.stage)),
      lookAgain: () => transitionAftermath(live, pipeline, stage as StageState, undefined),
    });
    return { subject, status: 'Enabled', requestId };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return failed(frozen, thrown);
  }
}

function failed({ pipeline, stage }: FrozenStage, fault: Fault | undefined): ChangeMade {
  const subject = inPipeline(pipeline, { stage });
  return fault ? { subject, status: 'Failed', fault } : { subject, status: 'Unchanged' };
}

function unfreezeResult(changes: readonly ChangeMade[]): OperationResult {
  const opened = changes.filter(({ status }) => status === 'Enabled');
  const others = changes.filter(({ status }) => status === 'Failed');
  const subjects = opened.map(({ subject }) => subject);
  const parts = [
    opened.length === 0
      ? 'No transition was opened'
      : `Opened ${count(opened.length, 'transition')} in ${changedPipelines(subjects)}`,
    ...(others.length > 0 ? [`${others.length} of the freeze could not be`] : []),
  ];
  return {
    operation: 'unfreeze',
    status: opened.length > 0 ? 'Enabled' : 'Unchanged',
    subjects,
    message: parts.join('; '),
    exitCode: others[0]?.fault?.exitCode,
    changes,
  };
}

interface Known {
  readonly thawing: readonly Thawing[];
  readonly ids: readonly PipelineId[];
  /** How many are frozen where this session does not look. */
  readonly elsewhere: number;
}

function facts(deps: OperationDeps, { thawing, ids, elsewhere }: Known): PlanFact[] {
  const { live, freezes } = deps;
  const named = (id: PipelineId) => placedName(id, ids);
  const ours = thawing.filter(({ stands }) => stands === 'ours');
  const opens = byPipeline(ours.map(({ frozen }) => frozen)).map((group) => ({
    label: 'Opens',
    text: `${named((group[0] as FrozenStage).pipeline)}: ${group.map(({ stage }) => stage).join(', ')}`,
  }));
  return [
    ...opens,
    ...ours.flatMap(({ frozen, state, stage }) =>
      state && stage && stage.inbound.length > 0
        ? [{ label: 'Then', text: `${named(frozen.pipeline)}: ${openedThen(deps, { state }, stage)}` }]
        : [],
    ),
    ...thawing.flatMap(({ fault }) => (fault ? [{ label: 'Not', text: fault.message }] : [])),
    ...(elsewhere > 0
      ? [{ label: 'Elsewhere', text: `${elsewhere} more, where --profile, --region and --endpoint-url do not lead` }]
      : []),
    ...(thawing.length === 0 ? [{ label: 'Nothing', text: nothingText(freezes.lasting) }] : []),
    ...(ids.length > 0 ? [{ label: 'Where', text: whereAll(live, ids) }] : []),
  ];
}

function nothingText(lasting: boolean): string {
  return lasting
    ? 'no freeze of signalbox has closed anything here that was not opened again'
    : 'an engine in this process remembers no freeze of an earlier one';
}
