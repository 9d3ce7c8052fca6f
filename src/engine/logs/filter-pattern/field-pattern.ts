import { readComparison } from './comparison.ts';
import { type Condition, readExpression } from './expression.ts';
import { fieldsIn } from './fields.ts';
import { invalidPattern, type Scanner } from './scanner.ts';

const NAME = /[A-Za-z0-9_-]*/y;

/**
 * A pattern of the fields between spaces, such as `[ip, ..., status = 4* && status != 404, bytes]` (spec 5.4). It speaks
 * of events with as many fields as it has itself, or where it has an ellipsis with as many or more.
 */
export class FieldPattern {
  readonly #names: string[] = [];
  /** On the fields that are named, in their order. */
  readonly #conditions: Condition<readonly string[]>[] = [];
  /** How many fields stand before the ellipsis. */
  #ellipsisAt: number | undefined;

  /** Reads on behind `[`. Throws InvalidParameterException. */
  constructor(scanner: Scanner) {
    do this.#readItem(scanner);
    while (scanner.takeNext(','));
    if (!scanner.takeNext(']')) throw invalidPattern();
  }

  test(message: string): boolean {
    const fields = fieldsIn(message);
    const named = this.#placesAmong(fields.length)?.map((place) => fields[place]!);
    return named !== undefined && this.#conditions.every((holds) => holds(named));
  }

  /** The fields of a message that matches: `$status`, or `$3` for the third where the pattern has no name for it. */
  valuesIn(message: string): Record<string, string> {
    const fields = fieldsIn(message);
    const named = new Map(this.#placesAmong(fields.length)?.map((place, i) => [place, this.#names[i]]));
    return Object.fromEntries(fields.map((field, place) => [`$${named.get(place) || place + 1}`, field]));
  }

  /** Where the fields that are named stand among so many; undefined when there are too few or too many. */
  #placesAmong(count: number): number[] | undefined {
    const unnamed = count - this.#names.length;
    if (this.#ellipsisAt === undefined ? unnamed !== 0 : unnamed < 0) return undefined;
    const { length: before } = this.#names.slice(0, this.#ellipsisAt);
    return this.#names.map((_, i) => (i < before ? i : i + unnamed));
  }

  #readItem(scanner: Scanner): void {
    if (scanner.takeNext('...')) {
      if (this.#ellipsisAt !== undefined) throw invalidPattern();
      this.#ellipsisAt = this.#names.length;
      return;
    }
    const field = this.#names.push(readName(scanner)) - 1;
    const first = readComparison(scanner);
    if (!first) return;
    const read = () => this.#readCondition(scanner);
    this.#conditions.push(readExpression(scanner, read, (fields) => first(fields[field]!)));
  }

  /** A further condition; with a name that is new it speaks of the field that comes next, as in an example of AWS's [UG]. */
  #readCondition(scanner: Scanner): Condition<readonly string[]> {
    scanner.skipSpace();
    const name = readName(scanner);
    const known = this.#names.lastIndexOf(name);
    const field = known >= 0 ? known : this.#names.push(name) - 1;
    const holds = readComparison(scanner);
    if (name === '' || !holds) throw invalidPattern();
    return (fields) => holds(fields[field]!);
  }
}

/** A field needs no name. */
function readName(scanner: Scanner): string {
  return scanner.match(NAME)![0];
}
