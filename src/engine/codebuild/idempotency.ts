import { invalidInput } from './projects/project-checks.ts';

/** How long a token holds [M: StartBuildInput], milliseconds. */
const HOLDS = 5 * 60_000;

interface Known<T> {
  readonly input: string;
  readonly time: number;
  readonly started: T;
}

/** What was started under a token: to ask again with the same is to be told of the same (spec 4). */
export class IdempotencyTokens<T> {
  readonly #known = new Map<string, Known<T>>();

  /** What this call has started already. Throws InvalidInputException for a token of another call. */
  find(operation: string, input: { readonly idempotencyToken?: string }, now: number): T | undefined {
    for (const [token, { time }] of this.#known) {
      if (time + HOLDS > now) break;
      this.#known.delete(token);
    }
    const known = this.#known.get(keyOf(operation, input));
    if (known && known.input !== JSON.stringify(input)) {
      throw invalidInput('The idempotency token was used with other parameters');
    }
    return known?.started;
  }

  keep(operation: string, input: { readonly idempotencyToken?: string }, time: number, started: T): void {
    if (input.idempotencyToken === undefined) return;
    this.#known.set(keyOf(operation, input), { input: JSON.stringify(input), time, started });
  }
}

function keyOf(operation: string, { idempotencyToken }: { readonly idempotencyToken?: string }): string {
  return `${operation} ${idempotencyToken}`;
}
