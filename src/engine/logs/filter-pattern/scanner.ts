import { AwsError } from '../../aws-error.ts';
import { Regex } from './regex.ts';

/** A pattern has no more regular expressions than these (spec 5.4). */
const MOST_REGEXES = 2;

const REGEX = /%((?:[^%\\]|\\.)*)%/sy;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const SPACE = /\s*/y;

/** Reads a filter pattern from left to right. */
export class Scanner {
  readonly #text: string;
  #at = 0;
  #regexes: Regex[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** The regular expressions that were read. */
  get regexes(): readonly Regex[] {
    return this.#regexes;
  }

  /** How far it has come. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Begins again from where it was before. */
  backTo(at: number): void {
    this.#at = at;
  }

  skipSpace(): void {
    this.match(SPACE);
  }

  /** Whether the text goes on like this; then it has been read. */
  take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  /** The same behind spaces, which are read in any case. */
  takeNext(expected: string): boolean {
    this.skipSpace();
    return this.take(expected);
  }

  /** What a sticky expression matches here, which has been read then. */
  match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }

  /** The text between quotes, if quotes are next. */
  quoted(): string | undefined {
    return this.match(QUOTED)?.[1]?.replace(/\\(.)/gs, '$1');
  }

  /** The regular expression between percent signs, if there is one next. */
  regex(): Regex | undefined {
    const source = this.match(REGEX)?.[1];
    if (source === undefined) return undefined;
    const regex = Regex.parse(source);
    if (!regex || this.#regexes.push(regex) > MOST_REGEXES) throw invalidPattern();
    return regex;
  }
}

/** Whatever is wrong, this is all that AWS says of it (spec 5.4) [R]. */
export function invalidPattern(): AwsError {
  return new AwsError('InvalidParameterException', 'Invalid filter pattern');
}
