import { readComparison } from './comparison.ts';
import { type Condition, readExpression } from './expression.ts';
import { invalidPattern, type Scanner } from './scanner.ts';

type Document = Readonly<Record<string, unknown>> | readonly unknown[];

/** How a text begins that may be an object or an array. */
const DOCUMENT = /^\s*[{[]/;

const STEP = /\.([A-Za-z0-9_-]+)|\[(\d+)\]|\.?\['([^']+)'\]/y;
const IS = /IS\s+(NULL|TRUE|FALSE)\b/y;
const NOT_EXISTS = /NOT\s+EXISTS\b/y;

const STATES: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

/** A pattern of conditions on what a JSON event has, such as `{ $.user.id = 1 && $.code != 4* }` (spec 5.4). */
export function readJsonPattern(scanner: Scanner): Condition<string> {
  const holds = readDisjunction(scanner);
  if (!scanner.takeNext('}')) throw invalidPattern();
  return (message) => {
    const document = parse(message);
    return document !== undefined && holds(document);
  };
}

/** Only an object or an array has something to select [D]. */
function parse(message: string): Document | undefined {
  if (!DOCUMENT.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function readDisjunction(scanner: Scanner): Condition<Document> {
  return readExpression(scanner, () => readPrimary(scanner));
}

function readPrimary(scanner: Scanner): Condition<Document> {
  if (!scanner.takeNext('(')) return readCondition(scanner);
  const inner = readDisjunction(scanner);
  if (!scanner.takeNext(')')) throw invalidPattern();
  return inner;
}

function readCondition(scanner: Scanner): Condition<Document> {
  const path = readSelector(scanner);
  scanner.skipSpace();
  const state = scanner.match(IS)?.[1];
  if (state !== undefined) return (document) => select(document, path) === STATES[state];
  if (scanner.match(NOT_EXISTS)) return (document) => select(document, path) === undefined;
  const holds = readComparison(scanner);
  if (!holds) throw invalidPattern();
  // What is neither text nor number never matches, not even what it should not be; nor does what is not there [UG].
  return (document) => {
    const value = select(document, path);
    return (typeof value === 'string' || typeof value === 'number') && holds(value);
  };
}

type Path = readonly (string | number)[];

/** `$.users[0].id`; a name with other characters stands in brackets, `$.['cluster.name']` [R]. */
function readSelector(scanner: Scanner): Path {
  if (!scanner.takeNext('$')) throw invalidPattern();
  const path: (string | number)[] = [];
  for (let step = scanner.match(STEP); step; step = scanner.match(STEP)) {
    const [, name, index, quoted] = step;
    path.push(index === undefined ? (name ?? quoted!) : Number(index));
  }
  if (path.length === 0) throw invalidPattern();
  return path;
}

/** What a document has there; undefined where it has nothing. */
function select(document: Document, path: Path): unknown {
  let value: unknown = document;
  for (const step of path) {
    const fits = typeof step === 'number' ? Array.isArray(value) : isObject(value);
    if (!fits || !Object.hasOwn(value as object, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
