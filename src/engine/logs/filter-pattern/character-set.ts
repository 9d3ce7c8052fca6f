/** Of the characters below this a set knows each. */
const ASCII = 128;

/** Characters: any of ASCII, and either all or none of the others. */
export class CharacterSet {
  readonly #ascii: Uint8Array;
  readonly #hasOthers: boolean;

  private constructor(ascii: Uint8Array, hasOthers: boolean) {
    this.#ascii = ascii;
    this.#hasOthers = hasOthers;
  }

  static range(from: string, to = from): CharacterSet {
    return new CharacterSet(new Uint8Array(ASCII).fill(1, from.charCodeAt(0), to.charCodeAt(0) + 1), false);
  }

  static union(sets: readonly CharacterSet[]): CharacterSet {
    const ascii = new Uint8Array(ASCII).map((_, code) => Number(sets.some((set) => set.has(code))));
    return new CharacterSet(
      ascii,
      sets.some((set) => set.#hasOthers),
    );
  }

  inverted(): CharacterSet {
    return new CharacterSet(
      this.#ascii.map((isIn) => 1 - isIn),
      !this.#hasOthers,
    );
  }

  has(code: number): boolean {
    return code < ASCII ? this.#ascii[code] === 1 : this.#hasOthers;
  }
}

const ONE = CharacterSet.range;
const DIGITS = ONE('0', '9');
const WORDS = CharacterSet.union([DIGITS, ONE('A', 'Z'), ONE('a', 'z'), ONE('_')]);
const SPACES = CharacterSet.union([ONE('\t', '\r'), ONE(' ')]);

export const ANY_CHARACTER = CharacterSet.union([]).inverted();

/** The sets that a letter stands for behind a backslash. */
export const NAMED_SETS: Readonly<Record<string, CharacterSet>> = {
  d: DIGITS,
  D: DIGITS.inverted(),
  s: SPACES,
  S: SPACES.inverted(),
  w: WORDS,
  W: WORDS.inverted(),
};
