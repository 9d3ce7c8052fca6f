import { AwsError } from '../../aws-error.ts';
import { Scanner } from '../filter-pattern/scanner.ts';

const FIELD = /[@A-Za-z_][\w.@]*|`([^`]+)`/y;
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy;
const WORD = /[A-Za-z]+(?![\w.])/y;

/** Reads a query from left to right; what does not fit is told with its place. */
export class QueryScanner extends Scanner {
  /** The name of a field; one with other characters stands between backticks. */
  field(): string {
    this.skipSpace();
    const found = this.match(FIELD);
    if (!found) throw this.malformed();
    return found[1] ?? found[0];
  }

  /** A number or a quoted text. */
  value(): string | number {
    this.skipSpace();
    const number = this.match(NUMBER)?.[0];
    if (number !== undefined) return Number(number);
    const found = this.match(QUOTED);
    if (!found) throw this.malformed();
    return (found[1] ?? found[2]!).replace(/\\(.)/gs, '$1');
  }

  /** Whether the next word is this one, in whatever case; then it has been read. */
  word(expected: string): boolean {
    this.skipSpace();
    const { at } = this;
    if (this.match(WORD)?.[0].toLowerCase() === expected) return true;
    this.backTo(at);
    return false;
  }

  /** The next word. */
  anyWord(): string {
    this.skipSpace();
    return this.match(WORD)?.[0] ?? '';
  }

  /** What must come next. */
  demand(expected: string): void {
    if (!this.takeNext(expected)) throw this.malformed();
  }

  /** A list between commas. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.takeNext(',')) items.push(read());
    return items;
  }

  /** MalformedQueryException of what was read from a place on. */
  malformed(message = 'unexpected symbol found', from = this.at): AwsError {
    const location = { startCharOffset: from, endCharOffset: this.at };
    const queryCompileError = { location, message };
    return new AwsError('MalformedQueryException', message, 400, { queryCompileError });
  }
}
