/** Which execution each run of one kind belongs to: runs are numbered in order of start, and an execution has its runs itself. */
export class RunOwners {
  /** Numbers of executions. */
  #owners: number[] = [];
  /** The number of the first run of these. */
  #first = 1;

  /** The next run belongs to this execution. */
  add(executionNumber: number): void {
    this.#owners.push(executionNumber);
  }

  /** Runs below a number, or all, with their executions' numbers. */
  *newestFirst(
    below = Number.POSITIVE_INFINITY,
  ): Generator<{ readonly number: number; readonly owner: number }, undefined, undefined> {
    const last = Math.min(below, this.#first + this.#owners.length) - 1;
    for (let number = last; number >= this.#first; number--) {
      yield { number, owner: this.#owners[number - this.#first]! };
    }
    return undefined;
  }

  /** Drops what belongs to executions below a number, as far as nothing else is older. */
  forget(below: number): void {
    const kept = this.#owners.findIndex((owner) => owner >= below);
    const gone = kept < 0 ? this.#owners.length : kept;
    this.#owners.splice(0, gone);
    this.#first += gone;
  }
}
