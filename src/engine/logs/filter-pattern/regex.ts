import { CharacterSet } from './character-set.ts';
import { RegexParser } from './regex-parser.ts';

/** A step of an alternative: a character of a set, or a place in the text. */
export type Step =
  | { readonly kind: 'character'; readonly set: CharacterSet; readonly isOptional: boolean; readonly repeats: boolean }
  | { readonly kind: 'beginning' | 'end' | 'found' };

/** A longer expression is refused: what it takes is its length times that of the text [D]. */
const MOST_STEPS = 256;

/**
 * A regular expression as filter patterns have them (spec 5.4): classes, quantifiers, alternatives and anchors, no groups.
 * All ways to match are followed side by side, so a text takes no longer than its length times that of the expression.
 */
export class Regex {
  /** The alternatives one behind the other, each ends with `found`. */
  readonly #steps: readonly Step[];
  readonly #starts: readonly number[];
  /** What a match begins with, where it cannot be nothing or begin at a certain place only. */
  readonly #first: CharacterSet | undefined;

  private constructor(steps: readonly Step[]) {
    this.#steps = steps;
    this.#starts = steps.flatMap((_, i) => (i === 0 || steps[i - 1]!.kind === 'found' ? [i] : []));
    const firsts = this.#starts.map((start) => firstOf(steps, start));
    this.#first = firsts.includes(undefined) ? undefined : CharacterSet.union(firsts as CharacterSet[]);
  }

  /** Undefined for what is no such expression. */
  static parse(source: string): Regex | undefined {
    const alternatives = new RegexParser(source).alternatives();
    const steps = alternatives?.flatMap((alternative): Step[] => [...alternative, { kind: 'found' }]);
    return steps && steps.length <= MOST_STEPS ? new Regex(steps) : undefined;
  }

  /** What a character of a text takes at most, in comparisons. */
  get cost(): number {
    return this.#steps.length;
  }

  /** Whether it matches anywhere in a text. */
  test(text: string): boolean {
    const steps = this.#steps;
    const first = this.#first;
    // Where each step was reached last, so that it is followed once at a place.
    const reached = new Int32Array(steps.length).fill(-1);
    let waiting: number[] = [];
    let next: number[] = [];
    for (let at = 0; ; at++) {
      if (first) {
        // Most of a text is nothing that a match begins with.
        while (waiting.length === 0 && at < text.length && !first.has(text.charCodeAt(at))) at++;
        if (waiting.length === 0 && at === text.length) return false;
      }
      for (const start of this.#starts) if (reach(steps, reached, start, at, text.length, waiting)) return true;
      if (at === text.length) return false;
      const code = text.charCodeAt(at);
      for (const index of waiting) {
        const step = steps[index]!;
        if (step.kind !== 'character' || !step.set.has(code)) continue;
        if (step.repeats && reach(steps, reached, index, at + 1, text.length, next)) return true;
        if (reach(steps, reached, index + 1, at + 1, text.length, next)) return true;
      }
      [waiting, next] = [next, waiting];
      next.length = 0;
    }
  }
}

/** What the first character of an alternative is among; undefined where it needs none, or stands at a certain place. */
function firstOf(steps: readonly Step[], start: number): CharacterSet | undefined {
  const sets: CharacterSet[] = [];
  for (let index = start; ; index++) {
    const step = steps[index]!;
    if (step.kind !== 'character') return undefined;
    sets.push(step.set);
    if (!step.isOptional) return CharacterSet.union(sets);
  }
}

/**
 * Comes to a step before the character at a place, and to those behind it that need none. Those that need one wait for
 * it; true when the end of an alternative is reached.
 */
function reach(
  steps: readonly Step[],
  reached: Int32Array,
  from: number,
  at: number,
  length: number,
  waiting: number[],
): boolean {
  for (let index = from; reached[index] !== at; index++) {
    reached[index] = at;
    const step = steps[index]!;
    switch (step.kind) {
      case 'character':
        waiting.push(index);
        if (!step.isOptional) return false;
        break;
      case 'beginning':
        if (at !== 0) return false;
        break;
      case 'end':
        if (at !== length) return false;
        break;
      case 'found':
        return true;
    }
  }
  return false;
}
