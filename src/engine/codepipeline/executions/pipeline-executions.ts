import type { RuleRun } from '../conditions/condition-run.ts';
import type { ActionRun, Execution } from './execution.ts';

/** The executions of one pipeline and what they ran, in order of start. */
export class PipelineExecutions {
  #executions: Execution[] = [];
  #actionRuns: ActionRun[] = [];
  #ruleRuns: RuleRun[] = [];
  readonly #byId = new Map<string, Execution>();
  readonly #active = new Set<Execution>();

  /** Those under way: in a stage or in front of one. */
  get active(): ReadonlySet<Execution> {
    return this.#active;
  }

  get(id: string): Execution | undefined {
    return this.#byId.get(id);
  }

  newestFirst(): Iterable<Execution> {
    return backwards(this.#executions);
  }

  /** The runs of all executions together. */
  actionRunsNewestFirst(): Iterable<ActionRun> {
    return backwards(this.#actionRuns);
  }

  /** The rules of stage conditions that were checked for any of them. */
  ruleRunsNewestFirst(): Iterable<RuleRun> {
    return backwards(this.#ruleRuns);
  }

  /** An execution that starts now. */
  add(execution: Execution): void {
    this.#executions.push(execution);
    this.#byId.set(execution.id, execution);
    this.#active.add(execution);
  }

  /** An action that one of them runs from now on. */
  addActionRun(run: ActionRun): void {
    run.stageRun.execution.actionRuns.push(run);
    this.#actionRuns.push(run);
  }

  /** A rule that is checked for one of them from now on. */
  addRuleRun(run: RuleRun): void {
    this.#ruleRuns.push(run);
  }

  end(execution: Execution): void {
    this.#active.delete(execution);
  }

  /** One that ended goes on. */
  resume(execution: Execution): void {
    this.#active.add(execution);
  }

  /** Drops what ended and started before a time, epoch milliseconds. */
  forget(before: number): void {
    const kept = this.#executions.findIndex(
      (execution) => execution.startTime >= before || this.#active.has(execution),
    );
    const gone = this.#executions.splice(0, kept < 0 ? this.#executions.length : kept);
    if (gone.length === 0) return;
    for (const { id } of gone) this.#byId.delete(id);
    const isKept = ({ stageRun }: ActionRun | RuleRun) => this.#byId.has(stageRun.execution.id);
    this.#actionRuns = this.#actionRuns.filter(isKept);
    this.#ruleRuns = this.#ruleRuns.filter(isKept);
  }
}

function* backwards<T>(items: readonly T[]): Generator<T, undefined, undefined> {
  for (let index = items.length - 1; index >= 0; index--) yield items[index]!;
  return undefined;
}
