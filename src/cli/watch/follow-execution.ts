import { type ActionExecution, executionById, isOver, type RuleExecution } from '../../domain/execution.ts';
import { oldestFirst } from '../../domain/execution-course.ts';
import { Fault, isRenewable, notFound } from '../../domain/fault.ts';
import type { PipelineId } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { Live } from '../../live/live.ts';
import { actionExecutions, executions, pipelineState, ruleExecutions } from '../../live/needs.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import { findExecution, type Wanted } from './find-execution.ts';
import { type Change, changes, progressOf, type Reading, remember, type Told } from './progress.ts';
import { isUnexplained, type Verdict, verdict, type WatchGoal } from './verdict.ts';

// The list of executions is read again when the state shows a change; where that is not enough, after this.
const ASK_AGAIN_MS = 5000;

// So long whoever watches may take to renew credentials that have run out meanwhile.
const RENEWAL_PATIENCE_MS = 15 * 60 * 1000;

export interface FollowOptions {
  readonly live: Live;
  readonly id: PipelineId;
  readonly wanted: Wanted;
  readonly goal: WatchGoal;
  readonly signal: AbortSignal;
  onChange(change: Change, executionId: string): void;
  /** How everything stands, at every look. */
  onReading(reading: Reading): void;
  /** The service does not answer for a while, or answers again. */
  onTrouble(fault: Fault | undefined): void;
}

export interface FollowEnd {
  readonly executionId: string;
  readonly verdict: Verdict;
}

/** Follows one execution to its end. Rejects with the signal's reason, or with a Fault that waiting does not mend. */
export async function followExecution(options: FollowOptions): Promise<FollowEnd> {
  const follower = new Follower(options);
  try {
    return await follower.end();
  } finally {
    follower.close();
  }
}

/** The execution that is followed and how it stands, for whoever ended the watch early. */
export function standing(
  live: Live,
  id: PipelineId,
  wanted: Wanted,
): { executionId: string; status: string } | undefined {
  const known = live.snapshot(executions(id)).value;
  const found = known && known.items.length > 0 ? findExecution(known, wanted) : undefined;
  return found && { executionId: found.id, status: found.status };
}

class Follower {
  readonly #options: FollowOptions;
  readonly #stops: (() => void)[] = [];
  readonly #ended = Promise.withResolvers<FollowEnd>();
  #executionId: string | undefined;
  #told: Told | undefined;
  /** The state for which the runs were asked last, and the one for which they have come. */
  #askedFor: PipelineView['state'];
  #readFor: PipelineView['state'];
  #watchesRuns = false;
  #troubled = false;
  #cancelPatience: (() => void) | undefined;
  #looking = false;
  #cancelAsking: (() => void) | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  end(): Promise<FollowEnd> {
    const { live, id, signal } = this.#options;
    const fail = () => this.#ended.reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
    this.#stops.push(() => signal.removeEventListener('abort', fail));
    const look = () => this.#look();
    this.#stops.push(live.watch(pipelineState(id), look, 'front'), live.watch(executions(id), look, 'front'));
    return this.#ended.promise;
  }

  close(): void {
    this.#cancelAsking?.();
    this.#cancelPatience?.();
    for (const stop of this.#stops) stop();
  }

  /** Looks at everything that is known; a fault in it ends the watch. */
  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.#step();
    } catch (error) {
      this.#ended.reject(error);
    } finally {
      this.#looking = false;
    }
  }

  #step(): void {
    const { live, id, wanted, goal } = this.#options;
    this.#heedTrouble();
    const view = pipelineView(live, id);
    if (!view.state || !view.executions) return;
    this.#executionId ??= findExecution(view.executions, wanted)?.id;
    const executionId = this.#executionId;
    if (executionId === undefined) {
      this.#askAgainWhile(() => this.#executionId === undefined);
      return;
    }
    const runs = this.#runs(view, executionId);
    if (!runs) return;
    this.#tell({ view, runs, executionId, runsAreNewer: this.#readFor === view.state, isLast: false });
    const found = verdict(view, runs, executionId, goal);
    if (found) void this.#finish(executionId);
    else this.#askAgainWhile(() => disagree(pipelineView(live, id), executionId));
  }

  /** A fault that passes is said once and waited out; any other is the end. */
  #heedTrouble(): void {
    const { live, id, onTrouble } = this.#options;
    const needs = [
      pipelineState(id),
      executions(id),
      ...(this.#executionId ? [actionExecutions(id, this.#executionId)] : []),
    ];
    const fault = needs.map((need) => live.snapshot<unknown>(need).error).find((error) => error !== undefined);
    if (fault && !this.#passes(fault)) throw this.#isDeleted(fault) ? deletedMeanwhile(id) : fault;
    if (this.#troubled === (fault !== undefined)) return;
    this.#troubled = fault !== undefined;
    this.#beg(fault);
    onTrouble(fault);
  }

  /** It was there before. */
  #isDeleted({ code }: Fault): boolean {
    return this.#told !== undefined && code === 'PipelineNotFoundException';
  }

  /** Credentials pass only for who had good ones. */
  #passes(fault: Fault): boolean {
    return fault.retryable || (this.#told !== undefined && isRenewable(fault));
  }

  /** Somebody has to renew the credentials: that is not waited for without end. */
  #beg(fault: Fault | undefined): void {
    this.#cancelPatience?.();
    if (!fault || fault.retryable) return;
    this.#cancelPatience = this.#options.live.after(RENEWAL_PATIENCE_MS, () => this.#ended.reject(fault));
  }

  /** The runs of the execution's actions, asked for again whenever the state moves; undefined before the first answer. */
  #runs(view: PipelineView, executionId: string): readonly ActionExecution[] | undefined {
    const { live, id } = this.#options;
    const need = actionExecutions(id, executionId);
    if (!this.#watchesRuns) this.#stops.push(live.watch(need, () => this.#look(), 'front'));
    this.#watchesRuns = true;
    if (this.#askedFor !== view.state) void this.#readRuns(need, view.state);
    const runs = live.snapshot(need).value;
    return runs && oldestFirst(runs);
  }

  async #readRuns(need: ReturnType<typeof actionExecutions>, state: PipelineView['state']): Promise<void> {
    this.#askedFor = state;
    try {
      await this.#options.live.read(need);
      this.#readFor = state;
      this.#look();
    } catch {
      // The snapshot holds the fault, which is heeded at every look; the next one asks again.
      if (this.#askedFor === state) this.#askedFor = undefined;
    }
  }

  #tell(reading: Reading): void {
    const now = progressOf(reading);
    for (const change of changes(this.#told, now)) this.#options.onChange(change, reading.executionId);
    this.#told = remember(this.#told, now);
    this.#options.onReading(reading);
  }

  /** The end was seen: one last look at everything, so that nothing which led to it is left out. */
  async #finish(executionId: string): Promise<void> {
    const { live, id, goal } = this.#options;
    this.#looking = true;
    try {
      // The state first: what it shows has its causes in what is read after it.
      await live.read(pipelineState(id));
      const [listed] = await Promise.all([live.read(actionExecutions(id, executionId)), live.read(executions(id))]);
      const runs = oldestFirst(listed);
      const view = pipelineView(live, id);
      const rules = isUnexplained(verdict(view, runs, executionId, goal)) ? await this.#rules(executionId) : [];
      const found = verdict(view, runs, executionId, goal, rules);
      this.#tell({ view, runs, executionId, runsAreNewer: true, isLast: found !== undefined });
      if (found) this.#ended.resolve({ executionId, verdict: found });
    } catch (error) {
      this.#ended.reject(error);
    } finally {
      this.#looking = false;
    }
  }

  /** Whoever may not read them goes without. */
  async #rules(executionId: string): Promise<readonly RuleExecution[]> {
    const { live, id } = this.#options;
    try {
      return oldestFirst(await live.read(ruleExecutions(id, executionId)));
    } catch (error) {
      if (error instanceof Fault) return [];
      throw error;
    }
  }

  /** What the list should show and does not is asked for again from time to time: the state alone may not change any more. */
  #askAgainWhile(missing: () => boolean): void {
    const { live, id } = this.#options;
    if (this.#cancelAsking || !missing()) return;
    this.#cancelAsking = live.after(ASK_AGAIN_MS, () => {
      this.#cancelAsking = undefined;
      if (!missing()) return;
      const runs = this.#executionId === undefined ? [] : [actionExecutions(id, this.#executionId)];
      live.refresh([pipelineState(id), executions(id), ...runs]);
      this.#askAgainWhile(missing);
    });
  }
}

function deletedMeanwhile({ name }: PipelineId): Fault {
  return notFound('PipelineDeleted', `${name} was deleted while it was watched`);
}

/** The list says that it runs and the state shows it nowhere: one of the two is older. */
function disagree(view: PipelineView, executionId: string): boolean {
  const execution = executionById(view.executions, executionId);
  return execution !== undefined && !isOver(execution.status) && !isSomewhere(view, executionId);
}

function isSomewhere(view: PipelineView, executionId: string): boolean {
  return (view.state?.stages ?? []).some(
    ({ latest, inbound }) =>
      (latest?.executionId === executionId && (latest.status === 'InProgress' || latest.status === 'Stopping')) ||
      inbound.some((waiting) => waiting.executionId === executionId),
  );
}
