const SPACE = /\s*/y;
const WORD_END = /\s|$/g;

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '[': ']' };

/**
 * The fields of an event: its words, of which one that begins with a quote or a bracket goes on to the closing one, with
 * all spaces between (spec 5.4). What encloses the whole field is no part of it.
 */
export function fieldsIn(message: string): string[] {
  const fields: string[] = [];
  // Of an opening one that nothing closes there may be many, and each would look through all that follows.
  const unclosed = new Set<string>();
  for (let at = wordAt(message, 0); at < message.length; ) {
    const opening = message[at]!;
    const closing = unclosed.has(opening) ? undefined : CLOSING[opening];
    const close = closing === undefined ? -1 : message.indexOf(closing, at + 1);
    if (closing !== undefined && close < 0) unclosed.add(opening);
    const end = wordEnd(message, Math.max(at, close + 1));
    fields.push(end === close + 1 ? message.slice(at + 1, close) : message.slice(at, end));
    at = wordAt(message, end);
  }
  return fields;
}

function wordAt(message: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(message);
  return SPACE.lastIndex;
}

function wordEnd(message: string, from: number): number {
  WORD_END.lastIndex = from;
  return WORD_END.exec(message)!.index;
}
