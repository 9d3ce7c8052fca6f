import { type Execution, shortExecution } from '../domain/execution.ts';
import { executionAmong } from '../domain/execution-named.ts';
import { type Fault, notFound, stale } from '../domain/fault.ts';
import type { PipelineId } from '../domain/identity.ts';
import type { PipelineState, StageState } from '../domain/pipeline.ts';
import { isParallel, type PipelineView } from '../domain/pipeline-view.ts';
import type { Live } from '../live/live.ts';
import { executionDetail, succeededInStage } from '../live/needs.ts';
import { readPipelineView } from '../live/pipeline-views.ts';
import { stageNamed } from './stage.ts';
import { carriedShort, carriedText } from './wording.ts';

// AWS keeps what a rollback needs since then (spec 2.7).
const FIRST_START = Date.UTC(2024, 1, 1);

/** How many that a stage cannot be rolled back to are told of, the newest first. */
const MOST_TOLD = 8;

/** What a stage may be rolled back to, as it stands now. */
export interface RollbackChoice {
  readonly view: PipelineView;
  readonly stage: StageState;
  /** Newest first. */
  readonly targets: readonly Execution[];
  /** Everything else that is known, newest first. */
  readonly others: readonly Execution[];
}

/** An execution that a stage cannot be rolled back to, and why in a line. */
export interface NoTarget {
  readonly execution: Execution;
  readonly why: string;
}

/** Throws Fault: `stale` where the stage cannot be rolled back at all, `not-found` for an unknown stage. */
export async function readRollbackChoice(live: Live, pipeline: PipelineId, stageName: string): Promise<RollbackChoice> {
  // Asked for at once: what the view refuses needs it not, and says so more clearly than its error would.
  const succeeding = live.read(succeededInStage(pipeline, stageName));
  succeeding.catch(() => undefined);
  const view = await readPipelineView(live, pipeline);
  const stage = stageNamed(view.state as PipelineState, stageName);
  const refusal = notRollbackable(view, stage);
  if (refusal) throw stale('UnableToRollbackStageException', refusal);
  const succeeded = await succeeding;
  const known = new Map(
    [...succeeded, ...(view.executions?.items ?? [])].map((execution) => [execution.id, execution]),
  );
  const executions = [...known.values()].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  const cameThrough = new Set(succeeded.map(({ id }) => id));
  const isTarget = (execution: Execution) =>
    cameThrough.has(execution.id) && whyNotAtSight({ view, stage }, execution) === undefined;
  return { view, stage, targets: executions.filter(isTarget), others: executions.filter((one) => !isTarget(one)) };
}

/** Why a stage cannot be rolled back at all, in a line; undefined when that depends on the target (spec 2.7). */
export function notRollbackable(view: PipelineView, stage: StageState): string | undefined {
  const { name, latest } = stage;
  if (isParallel(view)) return 'no stage can be rolled back in PARALLEL mode';
  if (view.state?.stages[0]?.name === name) return 'the source stage cannot be rolled back';
  if (!latest) return `${name} has never run`;
  if (latest.status === 'InProgress' || latest.status === 'Stopping') {
    return `${carriedShort(view, latest.executionId)} runs in ${name}: wait for its end, or stop it`;
  }
  return latest.status === 'Skipped' ? `${name} was skipped by its condition` : undefined;
}

/** The target of that id, or the one whose id begins so. Throws Fault `stale` with the reason where it is none, `not-found`, `usage` where several begin so. */
export async function targetNamed(live: Live, choice: RollbackChoice, wanted: string): Promise<Execution> {
  const { view, stage, targets, others } = choice;
  const pipeline = pipelineOf(view);
  const execution = executionAmong(pipeline.name, [...targets, ...others], wanted);
  if (!execution) {
    throw notFound(
      'PipelineExecutionNotFoundException',
      `${pipeline.name} has no execution ${wanted} among its newest, nor among those that succeeded in ${stage.name}`,
    );
  }
  if (targets.includes(execution)) return execution;
  const why = await whyNot(live, choice, execution);
  throw stale(
    'UnableToRollbackStageException',
    `${stage.name} cannot be rolled back to ${namedText(view, execution)}: ${why}`,
  );
}

/** The newest executions that are no targets, with the reason of each. Throws Fault. */
export function readNoTargets(live: Live, choice: RollbackChoice): Promise<NoTarget[]> {
  const told = choice.others.slice(0, MOST_TOLD);
  return Promise.all(told.map(async (execution) => ({ execution, why: await whyNot(live, choice, execution) })));
}

/** There is nothing to roll back to, and why. */
export async function noTarget(live: Live, choice: RollbackChoice): Promise<Fault> {
  const { view, stage } = choice;
  const reasons = (await readNoTargets(live, choice)).map(
    ({ execution, why }) => `${namedText(view, execution)} ${why}`,
  );
  const head = `there is nothing to roll ${stage.name} of ${pipelineOf(view).name} back to`;
  return stale('UnableToRollbackStageException', [head, reasons.join('; ')].filter(Boolean).join(': '));
}

/** `77b0e1d Blue header (e1a2f0)` */
function namedText(view: PipelineView, { id }: Execution): string {
  const what = carriedText(view, id);
  return what.endsWith(shortExecution(id)) ? what : `${what} (${shortExecution(id)})`;
}

type Stands = Pick<RollbackChoice, 'view' | 'stage'>;

async function whyNot(live: Live, choice: RollbackChoice, execution: Execution): Promise<string> {
  const { view, stage } = choice;
  const atSight = whyNotAtSight(choice, execution);
  if (atSight) return atSight;
  const now = view.state?.version;
  const { version } = await live.read(executionDetail(pipelineOf(view), execution.id));
  if (version !== now) return `ran with version ${version} of the definition, which is now version ${now}`;
  return `has not succeeded in ${stage.name} (${execution.status})`;
}

/** The reasons that need no further question. */
function whyNotAtSight({ view, stage }: Stands, execution: Execution): string | undefined {
  if (execution.type === 'ROLLBACK') {
    const of = execution.rollbackOf === undefined ? '' : ` to ${carriedShort(view, execution.rollbackOf)}`;
    return `is a rollback itself${of}`;
  }
  if (stage.latest?.status === 'Succeeded' && broughtBy(view, stage) === execution.id) {
    return `is what ${stage.name} holds now`;
  }
  if ((execution.startedAt ?? FIRST_START) < FIRST_START) return 'started before February 2024';
  return undefined;
}

/** Whose work a stage holds: of a rollback it is that of another execution. */
function broughtBy({ executions }: PipelineView, { latest }: StageState): string | undefined {
  const standing = executions?.items.find(({ id }) => id === latest?.executionId);
  return standing?.rollbackOf ?? latest?.executionId;
}

export function pipelineOf({ state }: PipelineView): PipelineId {
  return (state as PipelineState).id;
}
