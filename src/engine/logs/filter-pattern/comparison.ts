import { invalidPattern, type Scanner } from './scanner.ts';

/** Whether a value is as a pattern wants it. */
export type Comparison = (value: string | number) => boolean;

type Operator = keyof typeof ORDER | '=' | '!=';

const ORDER = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};

const OPERATOR = /!=|<=|>=|=|<|>/y;
/** What may stand without quotes: AWS's own examples have wildcards, addresses and numbers so [UG]. */
const BARE = /[A-Za-z0-9_.*+-]+/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** An operator and what it compares with, if an operator is next (spec 5.4). Throws InvalidParameterException. */
export function readComparison(scanner: Scanner): Comparison | undefined {
  scanner.skipSpace();
  const operator = scanner.match(OPERATOR)?.[0] as Operator | undefined;
  if (operator === undefined) return undefined;
  scanner.skipSpace();
  const regex = scanner.regex();
  if (regex) return equality(operator, (value) => regex.test(String(value)));
  const quoted = scanner.quoted();
  if (quoted !== undefined) return equality(operator, textTest(quoted));
  const bare = scanner.match(BARE)?.[0];
  if (bare === undefined) throw invalidPattern();
  if (!NUMBER.test(bare)) return equality(operator, textTest(bare));
  const number = Number(bare);
  if (operator === '=' || operator === '!=') return equality(operator, (value) => numberOf(value) === number);
  const holds = ORDER[operator];
  return (value) => holds(numberOf(value), number);
}

function equality(operator: Operator, isEqual: Comparison): Comparison {
  if (operator === '=') return isEqual;
  if (operator === '!=') return (value) => !isEqual(value);
  throw invalidPattern();
}

/** A star stands for any text, wherever it is (spec 5.4). */
function textTest(wanted: string): Comparison {
  const [first, ...rest] = wanted.split('*');
  const last = rest.pop();
  if (last === undefined) return (value) => String(value) === wanted;
  return (value) => hasParts(String(value), first!, rest, last);
}

/** Whether a text has one part at its beginning, one at its end, and the others in their order between. */
function hasParts(text: string, first: string, between: readonly string[], last: string): boolean {
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of between) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** A text that is written as a number counts as one [D]. */
function numberOf(value: string | number): number {
  return typeof value === 'number' ? value : NUMBER.test(value) ? Number(value) : Number.NaN;
}
