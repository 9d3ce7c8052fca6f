/**
 * The glob patterns of trigger filters [R]: `*` and `?` stay within a part of a path, `**` goes across parts, `[ab]`,
 * `[a-c]` and `[!ab]` stand for one character, `{a,b}` for one of several patterns, and a backslash takes the next
 * character as it is. `**` with a slash after it is any number of folders, also none [D]. What is not closed stands
 * for itself [D].
 */
type Token =
  | { readonly kind: 'characters'; readonly holds: (character: string) => boolean }
  | { readonly kind: 'run'; readonly holds: (character: string) => boolean }
  | { readonly kind: 'folders' }
  | { readonly kind: 'group'; readonly choices: readonly (readonly Token[])[] };

/** For each place between two characters, whether the pattern up to here may end there. */
type Places = readonly boolean[];

/**
 * Whether a whole name or path matches a pattern, upper and lower case apart (spec 2.11). It takes the product of both
 * lengths at most, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const characters = [...text];
  const start = [true, ...characters.map(() => false)];
  return walk(parse([...pattern], true), characters, start).at(-1)!;
}

/** `atStart`: whether a part of a path begins where the pattern begins. */
function parse(pattern: readonly string[], atStart: boolean): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; ) {
    const partBegins = i === 0 ? atStart : pattern[i - 1] === '/';
    const { token, next } = tokenAt(pattern, i, partBegins);
    tokens.push(token);
    i = next;
  }
  return tokens;
}

function tokenAt(pattern: readonly string[], at: number, partBegins: boolean): { token: Token; next: number } {
  const character = pattern[at]!;
  if (character === '*') return starAt(pattern, at, partBegins);
  if (character === '?') return { token: { kind: 'characters', holds: isWithinPart }, next: at + 1 };
  if (character === '\\' && at + 1 < pattern.length) return { token: literal(pattern[at + 1]!), next: at + 2 };
  const end = character === '[' ? setEnd(pattern, at) : character === '{' ? groupEnd(pattern, at) : -1;
  if (end < 0) return { token: literal(character), next: at + 1 };
  const inner = pattern.slice(at + 1, end);
  const token: Token =
    character === '['
      ? { kind: 'characters', holds: setTest(inner) }
      : { kind: 'group', choices: choicesOf(inner).map((choice) => parse(choice, partBegins)) };
  return { token, next: end + 1 };
}

function starAt(pattern: readonly string[], at: number, partBegins: boolean): { token: Token; next: number } {
  if (pattern[at + 1] !== '*') return { token: { kind: 'run', holds: isWithinPart }, next: at + 1 };
  if (partBegins && pattern[at + 2] === '/') return { token: { kind: 'folders' }, next: at + 3 };
  return { token: { kind: 'run', holds: () => true }, next: at + 2 };
}

function literal(character: string): Token {
  return { kind: 'characters', holds: (other) => other === character };
}

function isWithinPart(character: string): boolean {
  return character !== '/';
}

/** Where the set that begins here ends, or -1; a `]` right at its beginning belongs to it. */
function setEnd(pattern: readonly string[], at: number): number {
  const first = pattern[at + 1] === '!' ? at + 2 : at + 1;
  return pattern.indexOf(']', first + 1);
}

/** Where the group that begins here ends, or -1; groups do not nest. */
function groupEnd(pattern: readonly string[], at: number): number {
  for (let i = at + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i += 1;
    else if (pattern[i] === '}') return i;
  }
  return -1;
}

function choicesOf(inner: readonly string[]): string[][] {
  const choices: string[][] = [[]];
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] === ',') choices.push([]);
    else if (inner[i] === '\\' && i + 1 < inner.length) choices.at(-1)!.push(inner[i]!, inner[++i]!);
    else choices.at(-1)!.push(inner[i]!);
  }
  return choices;
}

/** A hyphen between two characters is a range; no set holds the slash. */
function setTest(inner: readonly string[]): (character: string) => boolean {
  const negated = inner[0] === '!';
  const members = negated ? inner.slice(1) : inner;
  const ranges: [from: string, to: string][] = [];
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    ranges.push([members[i]!, isRange ? members[i + 2]! : members[i]!]);
    if (isRange) i += 2;
  }
  const isMember = (character: string) => ranges.some(([from, to]) => from <= character && character <= to);
  return (character) => character !== '/' && isMember(character) !== negated;
}

function walk(tokens: readonly Token[], text: readonly string[], from: Places): Places {
  let places = from;
  for (const token of tokens) {
    // Most names part from most patterns early.
    if (!places.includes(true)) break;
    places = step(token, text, places);
  }
  return places;
}

function step(token: Token, text: readonly string[], from: Places): Places {
  switch (token.kind) {
    case 'characters':
      return from.map((_, place) => place > 0 && from[place - 1]! && token.holds(text[place - 1]!));
    case 'run':
      return runOn(text, from, token.holds);
    case 'folders': {
      const anywhere = runOn(text, from, () => true);
      return from.map((stays, place) => stays || (place > 0 && text[place - 1] === '/' && anywhere[place - 1]!));
    }
    case 'group': {
      const ends = token.choices.map((choice) => walk(choice, text, from));
      return from.map((_, place) => ends.some((end) => end[place]));
    }
  }
}

/** As many characters as one likes, each of which must hold. */
function runOn(text: readonly string[], from: Places, holds: (character: string) => boolean): Places {
  const places = [...from];
  for (let place = 1; place < places.length; place++) {
    if (places[place - 1] && holds(text[place - 1]!)) places[place] = true;
  }
  return places;
}
