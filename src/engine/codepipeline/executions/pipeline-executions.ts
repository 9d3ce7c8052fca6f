import type { RuleRun } from '../conditions/condition-run.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { ActionRun, Execution } from './execution.ts';
import { ExecutionBlock } from './execution-block.ts';
import { isAtRest } from './plain-execution.ts';
import { RunOwners } from './run-owners.ts';

/** How many executions are packed together. */
const BLOCK = 16;

/**
 * The executions of one pipeline and what they ran, in order of start. Those that nobody works on any more are packed:
 * what is read of them are copies, of which one counts as soon as it goes on.
 */
export class PipelineExecutions {
  /** Of {@link BLOCK} numbers each. */
  readonly #blocks = new Map<number, ExecutionBlock>();
  /** The numbers of the oldest that is kept, and of the next one. */
  #first = 1;
  #next = 1;
  readonly #numbersById = new Map<string, number>();
  readonly #active = new Set<Execution>();
  /** The ids of those that a client request token started, by the token. */
  readonly #byRequestToken = new Map<string, string>();
  readonly #actionRuns = new RunOwners();
  readonly #ruleRuns = new RunOwners();

  /** Those under way: in a stage or in front of one. */
  get active(): ReadonlySet<Execution> {
    return this.#active;
  }

  get(id: string): Execution | undefined {
    const number = this.#numbersById.get(id);
    return number === undefined ? undefined : this.#blockOf(number).at(number);
  }

  /** The id of the execution that a client request token started; undefined when it started none, or one that is forgotten (spec 2.7). */
  startedBy(requestToken: string): string | undefined {
    return this.#byRequestToken.get(requestToken);
  }

  noteRequest(requestToken: string, id: string): void {
    this.#byRequestToken.set(requestToken, id);
  }

  /** Those below a number, or all. */
  *newestFirst(below = this.#next): Generator<Execution, undefined, undefined> {
    for (let number = below - 1; number >= this.#first; number--) yield this.#blockOf(number).at(number);
    return undefined;
  }

  /** The runs of all executions together; those below a number, or all. */
  *actionRunsNewestFirst(below?: number): Generator<ActionRun, undefined, undefined> {
    for (const { number, owner } of this.#actionRuns.newestFirst(below)) {
      const runs = owner < this.#first ? [] : this.#blockOf(owner).at(owner).actionRuns;
      yield* runs.filter((run) => run.number === number);
    }
    return undefined;
  }

  /** The rules of stage conditions that were checked for any of them; those below a number, or all. */
  *ruleRunsNewestFirst(below?: number): Generator<RuleRun, undefined, undefined> {
    for (const { number, owner } of this.#ruleRuns.newestFirst(below)) {
      const runs = owner < this.#first ? [] : this.#blockOf(owner).at(owner).ruleRuns;
      yield* runs.filter((run) => run.number === number);
    }
    return undefined;
  }

  /** Those that may have a text, such as an id, somewhere: it spares reading the others. Newest first. */
  *thatMayHave(text: string): Generator<Execution, undefined, undefined> {
    for (const block of [...this.#blocks.values()].reverse()) {
      if (!block.mayHave(text)) continue;
      const { first, last } = block.numbers;
      for (let number = last; number >= Math.max(first, this.#first); number--) yield block.at(number);
    }
    return undefined;
  }

  /** An execution that starts now. */
  add(execution: Execution): void {
    const { id, number, pipeline } = execution;
    if (!this.#blocks.has(indexOf(number))) {
      this.#pack(pipeline);
      this.#blocks.set(indexOf(number), new ExecutionBlock(pipeline, number));
    }
    this.#blockOf(number).add(execution);
    this.#numbersById.set(id, number);
    this.#active.add(execution);
    this.#next = number + 1;
  }

  /** An action that one of them runs from now on. */
  addActionRun(run: ActionRun): void {
    const { execution } = run.stageRun;
    execution.actionRuns.push(run);
    this.#actionRuns.add(execution.number);
  }

  /** A rule that is checked for one of them from now on. */
  addRuleRun(run: RuleRun): void {
    const { execution } = run.stageRun;
    execution.ruleRuns.push(run);
    this.#ruleRuns.add(execution.number);
  }

  end(execution: Execution): void {
    this.#active.delete(execution);
  }

  /** One that ended goes on. */
  resume(execution: Execution): void {
    this.#blockOf(execution.number).loosen(execution);
    this.#active.add(execution);
  }

  /** Drops what ended and started before a time, epoch milliseconds. */
  forget(before: number): void {
    const first = this.#first;
    for (; this.#first < this.#next; this.#first++) {
      const block = this.#blockOf(this.#first);
      const { id, startTime } = block.head(this.#first);
      const loose = block.loose(this.#first);
      if (startTime >= before || (loose && this.#active.has(loose))) break;
      this.#numbersById.delete(id);
      if (this.#first === block.numbers.last && this.#first + 1 < this.#next) this.#blocks.delete(indexOf(this.#first));
    }
    if (this.#first === first) return;
    for (const [token, id] of this.#byRequestToken) if (!this.#numbersById.has(id)) this.#byRequestToken.delete(token);
    this.#actionRuns.forget(this.#first);
    this.#ruleRuns.forget(this.#first);
  }

  #blockOf(number: number): ExecutionBlock {
    return this.#blocks.get(indexOf(number))!;
  }

  /** Packs what has come to rest, but for what the stages still show. */
  #pack({ gates }: Pipeline): void {
    const shown = new Set<Execution>();
    for (const { latest, actions } of gates.values()) {
      if (latest) shown.add(latest.execution);
      for (const slot of actions.values()) shown.add(slot.latest.stageRun.execution);
    }
    for (const block of this.#blocks.values()) block.pack((execution) => isAtRest(execution) && !shown.has(execution));
  }
}

function indexOf(number: number): number {
  return Math.floor((number - 1) / BLOCK);
}
