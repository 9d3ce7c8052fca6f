import { Regex } from '../filter-pattern/regex.ts';
import type { LogRecord } from './log-record.ts';
import type { QueryScanner } from './query-scanner.ts';

/** Whether a record is what a query looks for. */
export type RecordTest = (record: LogRecord) => boolean;

const OPERATOR = /!=|<=|>=|=|<|>/y;
const REGEX = /\/((?:[^/\\]|\\.)+)\//y;
/** What stands for itself here, and in filter patterns only behind a backslash. */
const PLAIN = /\\.|[ !"'%&<>~`]/gs;
const IS_NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const COMPARISONS: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** The condition of a `filter`; `or` binds less than `and`, and that less than `not`. Throws MalformedQueryException. */
export function readCondition(scanner: QueryScanner): RecordTest {
  const tests = [readAll(scanner)];
  while (scanner.word('or')) tests.push(readAll(scanner));
  return tests.length === 1 ? tests[0]! : (record) => tests.some((test) => test(record));
}

function readAll(scanner: QueryScanner): RecordTest {
  const tests = [readOne(scanner)];
  while (scanner.word('and')) tests.push(readOne(scanner));
  return tests.length === 1 ? tests[0]! : (record) => tests.every((test) => test(record));
}

function readOne(scanner: QueryScanner): RecordTest {
  if (scanner.word('not')) return not(readOne(scanner));
  if (scanner.takeNext('(')) {
    const inner = readCondition(scanner);
    scanner.demand(')');
    return inner;
  }
  if (!scanner.word('ispresent')) return readComparison(scanner, scanner.field());
  scanner.demand('(');
  const field = scanner.field();
  scanner.demand(')');
  return (record) => record.get(field) !== undefined;
}

function readComparison(scanner: QueryScanner, field: string): RecordTest {
  scanner.skipSpace();
  const operator = scanner.match(OPERATOR)?.[0];
  if (operator !== undefined) return comparison(field, operator, scanner.value());
  const isNegated = scanner.word('not');
  const test = scanner.word('like') ? readLike(scanner, field) : readIn(scanner, field);
  return isNegated ? not(test) : test;
}

/** A number is compared as one, with fields that are numbers. */
function comparison(field: string, operator: string, wanted: string | number): RecordTest {
  const holds = COMPARISONS[operator]!;
  return (record) => {
    const value = record.get(field);
    if (value === undefined) return operator === '!=';
    if (typeof wanted === 'string') return holds(value, wanted);
    return IS_NUMBER.test(value) ? holds(Number(value), wanted) : operator === '!=';
  };
}

/** A part of the text, or a regular expression of the kind that filter patterns have. */
function readLike(scanner: QueryScanner, field: string): RecordTest {
  scanner.skipSpace();
  const { at } = scanner;
  const source = scanner.match(REGEX)?.[1];
  if (source === undefined) {
    const part = String(scanner.value());
    return (record) => record.get(field)?.includes(part) ?? false;
  }
  const regex = Regex.parse(source.replace(PLAIN, (found) => (found.length === 1 ? `\\${found}` : found)));
  if (!regex) throw scanner.malformed(`the regular expression /${source}/ is not available in the mock engine`, at);
  return (record) => {
    const value = record.get(field);
    return value !== undefined && regex.test(value);
  };
}

function readIn(scanner: QueryScanner, field: string): RecordTest {
  if (!scanner.word('in')) throw scanner.malformed();
  scanner.demand('[');
  const values = new Set(scanner.list(() => String(scanner.value())));
  scanner.demand(']');
  return (record) => {
    const value = record.get(field);
    return value !== undefined && values.has(value);
  };
}

function not(test: RecordTest): RecordTest {
  return (record) => !test(record);
}
