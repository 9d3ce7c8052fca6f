import { PackedList } from '../../packed-list.ts';
import type { RuleRun } from '../conditions/condition-run.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { ActionRun, Execution } from './execution.ts';
import { isAtRest, type PlainExecution, plain, revived } from './plain-execution.ts';
import { RunOwners } from './run-owners.ts';

/**
 * The executions of one pipeline and what they ran, in order of start. Those that nobody works on any more are packed:
 * what is read of them are copies, of which one counts as soon as it goes on.
 */
export class PipelineExecutions {
  #pipeline: Pipeline | undefined;
  readonly #executions: PackedList<Execution, PlainExecution>;
  /** What must be known of all without unpacking them, by number from the oldest on. */
  readonly #heads: Pick<Execution, 'id' | 'startTime'>[] = [];
  readonly #numbersById = new Map<string, number>();
  readonly #active = new Set<Execution>();
  /** The ids of those that a client request token started, by the token. */
  readonly #byRequestToken = new Map<string, string>();
  readonly #actionRuns = new RunOwners();
  readonly #ruleRuns = new RunOwners();

  constructor() {
    const form = { plain, revived: (kept: PlainExecution) => revived(kept, this.#pipeline!) };
    this.#executions = new PackedList(form, (execution) => isAtRest(execution) && !this.#isShown(execution));
  }

  /** Those under way: in a stage or in front of one. */
  get active(): ReadonlySet<Execution> {
    return this.#active;
  }

  get(id: string): Execution | undefined {
    const number = this.#numbersById.get(id);
    return number === undefined ? undefined : this.#executions.at(number);
  }

  /** The id of the execution that a client request token started; undefined when it started none, or one that is forgotten (spec 2.7). */
  startedBy(requestToken: string): string | undefined {
    return this.#byRequestToken.get(requestToken);
  }

  noteRequest(requestToken: string, id: string): void {
    this.#byRequestToken.set(requestToken, id);
  }

  /** Those below a number, or all. */
  *newestFirst(below?: number): Generator<Execution, undefined, undefined> {
    for (const execution of this.#executions.newestFirst(below)) if (this.#isKept(execution.number)) yield execution;
    return undefined;
  }

  /** The runs of all executions together; those below a number, or all. */
  *actionRunsNewestFirst(below?: number): Generator<ActionRun, undefined, undefined> {
    for (const { number, owner } of this.#actionRuns.newestFirst(below)) {
      const runs = this.#isKept(owner) ? this.#executions.at(owner).actionRuns : [];
      yield* runs.filter((run) => run.number === number);
    }
    return undefined;
  }

  /** The rules of stage conditions that were checked for any of them; those below a number, or all. */
  *ruleRunsNewestFirst(below?: number): Generator<RuleRun, undefined, undefined> {
    for (const { number, owner } of this.#ruleRuns.newestFirst(below)) {
      const runs = this.#isKept(owner) ? this.#executions.at(owner).ruleRuns : [];
      yield* runs.filter((run) => run.number === number);
    }
    return undefined;
  }

  /** Those that may have a text, such as an id, somewhere, newest first: it spares reading the others. */
  *thatMayHave(text: string): Generator<Execution, undefined, undefined> {
    for (const execution of this.#executions.thatMayHave(text)) if (this.#isKept(execution.number)) yield execution;
    return undefined;
  }

  /** An execution that starts now; it has the next number. */
  add(execution: Execution): void {
    const { id, number, startTime, pipeline } = execution;
    this.#pipeline = pipeline;
    this.#executions.add(execution);
    this.#heads.push({ id, startTime });
    this.#numbersById.set(id, number);
    this.#active.add(execution);
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
    this.#executions.putBack(execution.number, execution);
    this.#active.add(execution);
  }

  /** Drops what ended and started before a time, epoch milliseconds; also what stands behind one that is still under way. */
  forget(before: number): void {
    const kept = this.#numbersById.size;
    for (const [place, { id, startTime }] of this.#heads.entries()) {
      if (startTime >= before) break;
      if (!this.#isActive(this.#executions.first + place)) this.#numbersById.delete(id);
    }
    if (this.#numbersById.size === kept) return;
    const oldest = this.#heads.findIndex(({ id }) => this.#numbersById.has(id));
    const gone = this.#heads.splice(0, oldest < 0 ? this.#heads.length : oldest);
    for (const _ of gone) this.#executions.dropFirst();
    // They stand in order of start, as what is forgotten does.
    for (const [token, id] of this.#byRequestToken) {
      if (this.#numbersById.has(id)) break;
      this.#byRequestToken.delete(token);
    }
    this.#actionRuns.forget(this.#executions.first);
    this.#ruleRuns.forget(this.#executions.first);
  }

  #isKept(number: number): boolean {
    const head = this.#heads[number - this.#executions.first];
    return head !== undefined && this.#numbersById.has(head.id);
  }

  #isActive(number: number): boolean {
    const execution = this.#executions.loose(number);
    return execution !== undefined && this.#active.has(execution);
  }

  /** Whether the stages still show what it did. */
  #isShown(execution: Execution): boolean {
    return this.#pipeline!.gates.values().some(
      ({ latest, actions }) =>
        latest?.execution === execution ||
        actions.values().some((slot) => slot.latest.stageRun.execution === execution),
    );
  }
}
