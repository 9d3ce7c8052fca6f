/**
 * The messages of a block in order. Once no more come they are one text, of which each is a part: of a million texts the
 * garbage collector would look at each, again and again.
 */
export class Messages {
  /** While more come. */
  #open: string[] | undefined = [];
  #text = '';
  /** Where each ends in the text. */
  #ends: number[] = [];

  get length(): number {
    return this.#open?.length ?? this.#ends.length;
  }

  at(index: number): string {
    if (this.#open) return this.#open[index]!;
    return this.#text.slice(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  push(message: string): void {
    this.#open ??= this.#all();
    this.#open.push(message);
  }

  /** No more will come for now. */
  close(): void {
    if (!this.#open) return;
    let end = 0;
    this.#ends = this.#open.map(({ length }) => (end += length));
    this.#text = this.#open.join('');
    this.#open = undefined;
  }

  /** Drops so many of the first. */
  drop(count: number): void {
    this.#open = this.#all().slice(count);
    this.close();
  }

  #all(): string[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index));
  }
}
