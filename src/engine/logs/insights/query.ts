import { type RecordTest, readCondition } from './condition.ts';
import type { LogRecord } from './log-record.ts';
import { QueryScanner } from './query-scanner.ts';

/** A query of CloudWatch Logs Insights, as far as its language goes here: fields, display, filter, sort and limit. */
export interface Query {
  readonly fields: readonly string[];
  readonly limit: number | undefined;
  isWanted(record: LogRecord): boolean;
  /** Which of two comes first. */
  compare(a: LogRecord, b: LogRecord): number;
}

interface Clauses {
  readonly fields: string[];
  display: readonly string[] | undefined;
  readonly tests: RecordTest[];
  sort: readonly SortKey[];
  limit: number | undefined;
}

interface SortKey {
  readonly field: string;
  readonly isDescending: boolean;
}

const USUAL_FIELDS = ['@timestamp', '@message'];
const NEWEST_FIRST: readonly SortKey[] = [{ field: '@timestamp', isDescending: true }];

const COMMANDS: Readonly<Record<string, (scanner: QueryScanner, clauses: Clauses) => void>> = {
  fields: (scanner, clauses) => clauses.fields.push(...scanner.list(() => scanner.field())),
  display: (scanner, clauses) => {
    clauses.display = scanner.list(() => scanner.field());
  },
  filter: (scanner, clauses) => clauses.tests.push(readCondition(scanner)),
  sort: (scanner, clauses) => {
    clauses.sort = scanner.list(() => readSortKey(scanner));
  },
  limit: (scanner, clauses) => {
    const limit = scanner.value();
    if (!Number.isInteger(limit) || (limit as number) < 1) throw scanner.malformed();
    clauses.limit = limit as number;
  },
};

/** Throws MalformedQueryException, also for commands that are not there. */
export function parseQuery(text: string): Query {
  const scanner = new QueryScanner(text);
  const clauses: Clauses = { fields: [], display: undefined, tests: [], sort: NEWEST_FIRST, limit: undefined };
  do readCommand(scanner, clauses);
  while (scanner.takeNext('|'));
  if (!scanner.isAtEnd) throw scanner.malformed();
  const { fields, display, tests, sort, limit } = clauses;
  return {
    fields: display ?? (fields.length > 0 ? fields : USUAL_FIELDS),
    limit,
    isWanted: (record) => tests.every((test) => test(record)),
    compare: (a, b) => sort.reduce((order, key) => order || compareBy(key, a, b), 0),
  };
}

function readCommand(scanner: QueryScanner, clauses: Clauses): void {
  scanner.skipSpace();
  const { at } = scanner;
  const name = scanner.anyWord();
  const read = Object.hasOwn(COMMANDS, name.toLowerCase()) ? COMMANDS[name.toLowerCase()] : undefined;
  if (!read) throw scanner.malformed(name === '' ? undefined : `${name} is not available in the mock engine`, at);
  read(scanner, clauses);
}

function readSortKey(scanner: QueryScanner): SortKey {
  const field = scanner.field();
  const isDescending = scanner.word('desc');
  if (!isDescending) scanner.word('asc');
  return { field, isDescending };
}

/** Numbers by their value, texts by their characters; who has no such field comes last in either direction [D]. */
function compareBy({ field, isDescending }: SortKey, a: LogRecord, b: LogRecord): number {
  const [x, y] = [a.comparable(field), b.comparable(field)];
  if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
  const [m, n] = [Number(x), Number(y)];
  const order = Number.isNaN(m) || Number.isNaN(n) ? (x < y ? -1 : Number(x > y)) : m - n;
  return isDescending ? -order : order;
}
