import { JMESPathError, JMESPathTypeError, search, UnknownFunctionError } from '@aws-lambda-powertools/jmespath';
import { type Fault, usage } from '../../domain/fault.ts';

/** What `--query` makes of a document. Throws a Fault of kind usage where a function does not take what stands there. */
export type Query = (document: unknown) => unknown;

const MOST_CHARACTERS = 4_000;

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const CALL = /([A-Za-z_]\w*)\(/g;

/** Reads a JMESPath expression, which is that of `aws --query`. Throws a Fault of kind usage that says where it is wrong. */
export function parseQuery(text: string): Query {
  // Reading one takes time with the square of its length.
  if (text.length > MOST_CHARACTERS)
    throw usage(`--query has ${text.length} characters: ${MOST_CHARACTERS} are the most`);
  const expression = text.replace(QUOTED, strictLiteral);
  const early = evaluated(expression, null);
  // What a function is given is not known yet; everything else is wrong whatever the document is.
  if (early instanceof JMESPathError && !(early instanceof JMESPathTypeError)) throw wrong(early);
  for (const [, name] of expression.replace(QUOTED, '``').matchAll(CALL)) {
    // Where there are no data, a call further in is not reached.
    const called = evaluated(`${name}()`, null);
    if (called instanceof UnknownFunctionError) throw wrong(called);
  }
  return (document) => {
    const found = evaluated(expression, document);
    if (found instanceof JMESPathError) throw wrong(found);
    // What every object has beside its members, such as `constructor`, is nothing.
    return JSON.parse(JSON.stringify(found) ?? 'null');
  };
}

/** People write `word` for `"word"`, as `aws --query` lets them. */
function strictLiteral(quoted: string): string {
  if (!quoted.startsWith('`')) return quoted;
  const content = quoted.slice(1, -1);
  try {
    JSON.parse(content.replaceAll('\\`', '`'));
    return quoted;
  } catch {
    return `\`${JSON.stringify(content.trimStart())}\``;
  }
}

/** The result, or the error that there is instead. */
function evaluated(expression: string, document: unknown): unknown {
  try {
    // The blank: the library takes an expression that is `constructor` for one that it knows already.
    return search(`${expression} `, document as Parameters<typeof search>[1]);
  } catch (error) {
    if (error instanceof JMESPathError) return error;
    // Every level of an expression is a call in a call.
    if (error instanceof RangeError) throw usage('--query is nested too deeply');
    throw error;
  }
}

function wrong({ message }: JMESPathError): Fault {
  const [reason = message] = message.split(' in expression: ', 1);
  return usage(`--query: ${reason}`);
}
