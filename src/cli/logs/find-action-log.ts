import type { ActionExecution } from '../../domain/execution.ts';
import { type Fault, notFound } from '../../domain/fault.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { LogStreamRef } from '../../domain/pipeline.ts';
import { type ActionLog, actionLog } from '../../live/action-log.ts';
import type { Live } from '../../live/live.ts';
import { actionExecutions, definition, executions } from '../../live/needs.ts';
import { actionNamed, stageNamed } from '../../operations/stage.ts';
import { findExecution } from '../watch/find-execution.ts';
import { awaitActionLog, isSettled } from './await-action-log.ts';

export interface ActionPath {
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
}

export interface FoundLog {
  readonly run: ActionExecution;
  readonly ref: LogStreamRef;
  readonly build: ActionLog['build'];
}

/**
 * The log that is meant by as much of PIPELINE/STAGE/ACTION as was given, in the newest execution or the one named: of
 * what runs there, else of what failed, else of what ran last. Throws a Fault `not-found` that says why there is none; with
 * `wait`, a build that is still queued is waited for until that aborts.
 */
export async function findActionLog(
  live: Live,
  id: PipelineId,
  path: ActionPath,
  wait?: AbortSignal,
): Promise<FoundLog> {
  const wanted = findExecution(await live.read(executions(id)), { executionId: path.executionId });
  const executionId = wanted?.id ?? '';
  const runs = (await live.read(actionExecutions(id, executionId))).filter((run) => isMeant(run, path));
  if (runs.length === 0) throw await nothingRan(live, id, path);
  let why = '';
  for (const run of byUrgency(runs)) {
    const of = { stage: run.stage, action: run.action, executionId };
    const now = await live.read(actionLog(id, of));
    const found = wait && !isSettled(now) ? await awaitActionLog(live, id, of, wait) : now;
    if (found.ref) return { run: found.run ?? run, ref: found.ref, build: found.build };
    why ||= `there is no log of ${run.stage}/${run.action} in ${id.name}: ${found.none ?? 'nothing names one'}`;
  }
  throw notFound('NoLog', why.replace(/\.$/, ''));
}

function isMeant(run: ActionExecution, { stage, action }: ActionPath): boolean {
  return (stage === undefined || run.stage === stage) && (action === undefined || run.action === action);
}

const URGENCY: Readonly<Record<string, number>> = { InProgress: 0, Failed: 1 };

/** What runs, then what failed, then the rest; the newest first. */
function byUrgency(runs: readonly ActionExecution[]): ActionExecution[] {
  const rank = ({ status }: ActionExecution) => URGENCY[status ?? ''] ?? 2;
  return [...runs].sort((a, b) => rank(a) - rank(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0));
}

/** Nothing of that name has run in the execution: either there is no such stage or action, which is thrown, or it has not begun. */
async function nothingRan(live: Live, id: PipelineId, { stage, action }: ActionPath): Promise<Fault> {
  const declared = await live.read(definition(id));
  if (stage !== undefined) stageNamed(declared, stage);
  if (stage !== undefined && action !== undefined) actionNamed(declared, stage, action);
  const what = [stage, action].filter(Boolean).join('/') || id.name;
  return notFound('NoLog', `there is no log of ${what} yet: it has not begun in this execution`);
}
