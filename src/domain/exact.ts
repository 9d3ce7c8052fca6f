/**
 * A string that goes back to AWS byte for byte: a token, a definition, a log stream's name.
 * It is an object, so nothing that writes text accepts it; only the gateway opens it, with {@link exactValue}.
 */
export class Exact {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  static open(exact: Exact): string {
    return exact.#value;
  }

  equals(other: Exact | undefined): boolean {
    return other !== undefined && this.#value === other.#value;
  }

  /** Never the value: an Exact that ends up in a document or a log shows nothing. */
  toJSON(): null {
    return null;
  }
}

export function exactValue(exact: Exact): string {
  return Exact.open(exact);
}
