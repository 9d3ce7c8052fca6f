export type Path = readonly (string | number)[];

/** Something in a document that is not as it must be, and where. */
export class Mistake extends Error {
  readonly path: Path;
  /** What is wrong, without the place. */
  readonly problem: string;

  constructor(path: Path, problem: string) {
    super(path.length === 0 ? problem : `${pathText(path)}: ${problem}`);
    this.name = 'Mistake';
    this.path = path;
    this.problem = problem;
  }
}

/** Gives the value as what it must be, or throws a {@link Mistake}. */
export type Check<T> = (value: unknown, path: Path) => T;

type Checked<C> = C extends Check<infer T> ? T : never;
type Members = Readonly<Record<string, Check<unknown>>>;

/** `rules[0].match.pipeline` */
export function pathText(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

export const text: Check<string> = (value, path) => {
  if (typeof value !== 'string') throw new Mistake(path, `expected a text, found ${found(value)}`);
  return value;
};

/** A text that something is known by. */
export const name: Check<string> = (value, path) => {
  if (text(value, path) === '') throw new Mistake(path, 'expected a name, found ""');
  return value as string;
};

export const flag: Check<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new Mistake(path, `expected true or false, found ${found(value)}`);
  return value;
};

export function number(least: number): Check<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
      throw new Mistake(path, `expected a number of at least ${least}, found ${found(value)}`);
    }
    return value;
  };
}

export function wholeNumber(least: number): Check<number> {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < least) {
      throw new Mistake(path, `expected a whole number of at least ${least}, found ${found(value)}`);
    }
    return value as number;
  };
}

export function oneOf<T extends string>(...names: readonly T[]): Check<T> {
  return (value, path) => {
    if (!names.includes(value as T)) throw new Mistake(path, `expected ${names.join(', ')}; found ${found(value)}`);
    return value as T;
  };
}

export function list<T>(item: Check<T>): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Mistake(path, `expected a list, found ${found(value)}`);
    return value.map((inner, i) => item(inner, [...path, i]));
  };
}

/** A list in which no two items have the same value in this member. */
export function unique<T>(items: Check<T[]>, member: keyof T & string): Check<T[]> {
  return (value, path) => {
    const seen = new Set<unknown>();
    const given = items(value, path);
    for (const [i, item] of given.entries()) {
      if (seen.has(item[member])) throw new Mistake([...path, i, member], `${found(item[member])} is there twice`);
      seen.add(item[member]);
    }
    return given;
  };
}

export function record<T>(item: Check<T>): Check<Record<string, T>> {
  return (value, path) => {
    const entries = Object.entries(anObject(value, path));
    return Object.fromEntries(entries.map(([key, inner]) => [key, item(inner, [...path, key])]));
  };
}

/** An object with these members and no others. */
export function object<R extends Members, O extends Members>(
  required: R,
  optional: O,
): Check<{ [K in keyof R]: Checked<R[K]> } & { [K in keyof O]?: Checked<O[K]> }> {
  const members = new Map<string, Check<unknown>>([...Object.entries(required), ...Object.entries(optional)]);
  return (value, path) => {
    const given = anObject(value, path);
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(given, name)) throw new Mistake([...path, name], 'is missing');
    }
    const out: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(given)) {
      const check = members.get(name);
      if (!check) throw new Mistake([...path, name], `is not known here; expected ${[...members.keys()].join(', ')}`);
      out[name] = check(inner, [...path, name]);
    }
    return out as never;
  };
}

export function anObject(value: unknown, path: Path): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mistake(path, `expected an object, found ${found(value)}`);
  }
  return value as Record<string, unknown>;
}

/** A value as a message shows it. */
export function found(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
