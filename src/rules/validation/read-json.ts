import { DEEPEST, type Entry, MOST_VALUES, type Node } from './node.ts';
import { type ReadText, SyntaxProblem } from './read-text.ts';

/** Reads JSON with the place of everything in it; of what is no JSON it tells the first. */
export function readJson(text: string): ReadText {
  const reader = new JsonReader(text);
  try {
    return { root: reader.document(), duplicates: reader.duplicates };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { problem: error };
  }
}

const ESCAPED = /[0-9a-fA-F]{4}/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$.+-]+/uy;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class JsonReader {
  readonly #text: string;
  readonly duplicates: Entry[] = [];
  #at = 0;
  #depth = 0;
  #count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Node {
    this.#skipSpace();
    const root = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail(`the document ends before this, but ${this.#found()} follows`);
    return root;
  }

  #value(): Node {
    if (++this.#count > MOST_VALUES) this.#fail(`there are more than ${MOST_VALUES} values in the document`);
    const sign = this.#text[this.#at];
    if (sign === '{') return this.#nested(() => this.#map());
    if (sign === '[') return this.#nested(() => this.#list());
    const at = this.#at;
    if (sign === '"') {
      const value = this.#string();
      return { kind: 'scalar', at, value, source: value };
    }
    return this.#bareScalar(at);
  }

  #nested(read: () => Node): Node {
    if (++this.#depth > DEEPEST) this.#fail(`values are nested more than ${DEEPEST} deep`);
    const node = read();
    this.#depth--;
    return node;
  }

  #bareScalar(at: number): Node {
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'scalar', at, value: Number(number), source: number };
    const word = this.#match(WORD) ?? '';
    this.#at = at;
    if (!Object.hasOwn(WORDS, word)) this.#fail(`a value is expected here, not ${this.#found()}`);
    this.#at += word.length;
    return { kind: 'scalar', at, value: WORDS[word]!, source: word };
  }

  #map(): Node {
    const at = this.#at++;
    const entries: Entry[] = [];
    const keys = new Set<string>();
    for (let isFirst = true; !this.#closes('}', isFirst); isFirst = false) {
      const keyAt = this.#at;
      if (this.#text[keyAt] !== '"') this.#fail(`a key in double quotes is expected here, not ${this.#found()}`);
      const key = this.#string();
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') {
        this.#fail(`a colon is expected after the key ${JSON.stringify(key)}, not ${this.#found()}`);
      }
      this.#at++;
      this.#skipSpace();
      const entry = { key, keyAt, value: this.#value() };
      if (keys.has(key)) this.duplicates.push(entry);
      keys.add(key);
      entries.push(entry);
    }
    return { kind: 'map', at, entries };
  }

  #list(): Node {
    const at = this.#at++;
    const items: Node[] = [];
    for (let isFirst = true; !this.#closes(']', isFirst); isFirst = false) items.push(this.#value());
    return { kind: 'list', at, items };
  }

  /** Whether a map or list ends here; otherwise the next member of it begins, after a comma unless it is the first. */
  #closes(bracket: '}' | ']', isFirst: boolean): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] === bracket) {
      this.#at++;
      return true;
    }
    if (isFirst) return false;
    if (this.#text[this.#at] !== ',') this.#fail(`a comma or ${bracket} is expected here, not ${this.#found()}`);
    const comma = this.#at++;
    this.#skipSpace();
    if (this.#text[this.#at] === bracket) this.#fail(`the comma before ${bracket} has to go`, comma);
    return false;
  }

  #string(): string {
    const start = this.#at;
    for (this.#at++; this.#text[this.#at] !== '"'; this.#at++) {
      const character = this.#text[this.#at];
      if (character === undefined) this.#fail('the string that begins here is never closed', start);
      if (character === '\n') this.#fail('the string that begins here is not closed in its line', start);
      if (character < ' ') this.#fail('a control character in a string has to be escaped');
      if (character === '\\') this.#escape();
    }
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    const character = this.#text[++this.#at] ?? '';
    ESCAPED.lastIndex = this.#at + 1;
    const isWhole = character === 'u' ? ESCAPED.test(this.#text) : '"\\/bfnrt'.includes(character) && character !== '';
    if (!isWhole)
      this.#fail('the backslash begins no escape of JSON: a backslash itself is written twice', this.#at - 1);
  }

  #skipSpace(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '.')) this.#at++;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #found(): string {
    const rest = this.#text.slice(this.#at, this.#at + 40);
    if (rest === '') return 'the end of the file';
    if (/^(\/\/|\/\*|#)/.test(rest)) return 'a comment, which JSON does not have';
    const word = /^[\p{L}\p{N}_$.+-]+/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!);
    return word === "'" ? 'a single quote' : word;
  }

  #fail(message: string, at = this.#at): never {
    throw new SyntaxProblem(message, at);
  }
}
