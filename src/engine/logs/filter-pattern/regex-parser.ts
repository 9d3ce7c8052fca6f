import { ANY_CHARACTER, CharacterSet, NAMED_SETS } from './character-set.ts';
import type { Step } from './regex.ts';

/** What stands for itself; of all else AWS takes operators, and the rest only behind a backslash (spec 5.4) [UG]. */
const LITERAL = /[A-Za-z0-9:_#=@/;,-]/y;
/** Within a class the operators stand for themselves. */
const CLASS_LITERAL = /[A-Za-z0-9:_#=@/;,\-$?[{}|*+.]/y;
const CLASS_RANGE = /([A-Za-z0-9])-([A-Za-z0-9])/y;
const HEX = /\\x([0-7][0-9A-Fa-f])/y;
const NAMED = /\\([dDsSwW])/y;
const ESCAPED = /\\([!-/:-@[-`{-~ ])/y;
const QUANTIFIER = /[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/y;

interface Times {
  readonly least: number;
  readonly most: number;
}

const ONCE: Times = { least: 1, most: 1 };
const TIMES: Readonly<Record<string, Times>> = {
  '*': { least: 0, most: Number.POSITIVE_INFINITY },
  '+': { least: 1, most: Number.POSITIVE_INFINITY },
  '?': { least: 0, most: 1 },
};

/** Reads a regular expression; whatever does not fit makes all of it undefined. */
export class RegexParser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Step[][] | undefined {
    const read: Step[][] = [];
    do {
      const alternative = this.#alternative();
      if (!alternative) return undefined;
      read.push(alternative);
    } while (this.#take('|'));
    return this.#isAtEnd ? read : undefined;
  }

  get #isAtEnd(): boolean {
    return this.#at === this.#source.length;
  }

  /** An alternative of nothing would match everything. */
  #alternative(): Step[] | undefined {
    const steps: Step[] = [];
    while (!this.#isAtEnd && this.#source[this.#at] !== '|') {
      const read = this.#anchor() ?? this.#repeated();
      if (!read) return undefined;
      steps.push(...read);
    }
    return steps.length === 0 ? undefined : steps;
  }

  #anchor(): Step[] | undefined {
    if (this.#take('^')) return [{ kind: 'beginning' }];
    return this.#take('$') ? [{ kind: 'end' }] : undefined;
  }

  #repeated(): Step[] | undefined {
    const set = this.#set();
    const times = set && this.#times();
    return times && stepsOf(set, times);
  }

  #set(): CharacterSet | undefined {
    if (this.#take('.')) return ANY_CHARACTER;
    if (this.#take('[')) return this.#class();
    return this.#escaped() ?? this.#one(LITERAL);
  }

  /** Behind `[`. */
  #class(): CharacterSet | undefined {
    const isInverted = this.#take('^');
    const parts: CharacterSet[] = [];
    while (!this.#take(']')) {
      const part = this.#part();
      if (!part) return undefined;
      parts.push(part);
    }
    if (parts.length === 0) return undefined;
    const set = CharacterSet.union(parts);
    return isInverted ? set.inverted() : set;
  }

  /** A range that runs backwards is none, nor anything else. */
  #part(): CharacterSet | undefined {
    const [, from, to] = this.#match(CLASS_RANGE) ?? [];
    if (from !== undefined && to !== undefined) return from <= to ? CharacterSet.range(from, to) : undefined;
    return this.#escaped() ?? this.#one(CLASS_LITERAL);
  }

  #escaped(): CharacterSet | undefined {
    const hex = this.#match(HEX)?.[1];
    if (hex !== undefined) return CharacterSet.range(String.fromCharCode(Number.parseInt(hex, 16)));
    const named = this.#match(NAMED)?.[1];
    return named === undefined ? this.#one(ESCAPED) : NAMED_SETS[named];
  }

  /** The last character of what matches. */
  #one(form: RegExp): CharacterSet | undefined {
    const character = this.#match(form)?.[0].at(-1);
    return character === undefined ? undefined : CharacterSet.range(character);
  }

  #times(): Times | undefined {
    const found = this.#match(QUANTIFIER);
    if (!found) return ONCE;
    const [sign, from, comma, to] = found;
    if (from === undefined) return TIMES[sign];
    const least = Number(from);
    const most = comma === undefined ? least : to === undefined ? Number.POSITIVE_INFINITY : Number(to);
    return most >= least ? { least, most } : undefined;
  }

  #take(expected: string): boolean {
    if (this.#source[this.#at] !== expected) return false;
    this.#at += 1;
    return true;
  }

  #match(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }
}

/** A character so many times: those that must be there, and those that may. */
function stepsOf(set: CharacterSet, { least, most }: Times): Step[] {
  const step = (isOptional: boolean, repeats = false): Step => ({ kind: 'character', set, isOptional, repeats });
  const needed = Array.from({ length: least }, () => step(false));
  if (most === Number.POSITIVE_INFINITY) return [...needed, step(true, true)];
  return [...needed, ...Array.from({ length: most - least }, () => step(true))];
}
