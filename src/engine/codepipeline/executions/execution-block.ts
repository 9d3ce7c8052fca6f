import { type Packed, pack, textOf, unpack } from '../../packed.ts';
import type { Pipeline } from '../definitions/pipeline.ts';
import type { Execution } from './execution.ts';
import { type PlainExecution, plain, revived } from './plain-execution.ts';

/** Executions of a pipeline that started one after the other. Those that nobody works on any more are packed together. */
export class ExecutionBlock {
  readonly #pipeline: Pipeline;
  /** The number of the first one. */
  readonly #first: number;
  readonly #heads: Pick<Execution, 'id' | 'startTime'>[] = [];
  readonly #loose: (Execution | undefined)[] = [];
  #packed: Packed<PlainExecution | null> | undefined;
  /** What is packed, while somebody reads it. */
  #unpacked: WeakRef<(Execution | null)[]> | undefined;

  constructor(pipeline: Pipeline, first: number) {
    this.#pipeline = pipeline;
    this.#first = first;
  }

  /** The numbers of its executions. */
  get numbers(): { readonly first: number; readonly last: number } {
    return { first: this.#first, last: this.#first + this.#heads.length - 1 };
  }

  add(execution: Execution): void {
    const { id, startTime } = execution;
    this.#heads.push({ id, startTime });
    this.#loose.push(execution);
  }

  /** What of an execution can be had without unpacking it; the rest is there only where it is loose. */
  head(number: number): Pick<Execution, 'id' | 'startTime'> {
    return this.#heads[number - this.#first]!;
  }

  loose(number: number): Execution | undefined {
    return this.#loose[number - this.#first];
  }

  at(number: number): Execution {
    return this.loose(number) ?? this.#unpack()[number - this.#first]!;
  }

  /** Somebody works again on an execution, which may be packed: from now on this one counts. */
  loosen(execution: Execution): void {
    this.#loose[execution.number - this.#first] = execution;
  }

  /** Packs those that may be. */
  pack(mayBe: (execution: Execution) => boolean): void {
    const due = this.#loose.map((execution) => execution !== undefined && mayBe(execution));
    if (!due.includes(true)) return;
    const before = this.#packed ? unpack(this.#packed) : [];
    this.#packed = pack(
      this.#loose.map((execution, place) => {
        if (!execution) return before[place]!;
        return due[place] ? plain(execution) : null;
      }),
    );
    this.#unpacked = undefined;
    for (const [place, isDue] of due.entries()) if (isDue) this.#loose[place] = undefined;
  }

  /** Whether a text may stand somewhere in what it holds. */
  mayHave(text: string): boolean {
    return this.#loose.some((execution) => execution !== undefined) || textOf(this.#packed!).includes(text);
  }

  #unpack(): (Execution | null)[] {
    let executions = this.#unpacked?.deref();
    if (!executions) {
      executions = unpack(this.#packed!).map((kept) => kept && revived(kept, this.#pipeline));
      this.#unpacked = new WeakRef(executions);
    }
    return executions;
  }
}
