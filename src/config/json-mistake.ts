const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-]))/y;

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or ]' | 'comma or }' | 'end';

const WORDS: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': "a value or ']'",
  name: 'a name in double quotes',
  'name or }': "a name in double quotes or '}'",
  colon: "':'",
  'comma or ]': "',' or ']'",
  'comma or }': "',' or '}'",
  end: 'nothing more',
};

/** Where a text stops being JSON, as `line:column` from 1, and what was expected there; undefined when it is JSON. V8 does not always tell. */
export function jsonMistake(text: string): { readonly at: string; readonly expected: string } | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const found = TOKEN.exec(text);
    const next: Expected | undefined = found
      ? after(expected, found[1] ?? (found[2] === undefined ? 'word' : 'string'), open)
      : undefined;
    if (!found || !next) break;
    expected = next;
    offset = TOKEN.lastIndex;
  }
  const at = offset + (/^[ \t\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
  if (expected === 'end' && at === text.length) return undefined;
  return { at: positionText(text, at), expected: WORDS[expected] };
}

/** What may come after a token; undefined where the token may not come. `open` is what it stands in. */
function after(expected: Expected, token: string, open: ('{' | '[')[]): Expected | undefined {
  if (expected === 'colon') return token === ':' ? 'value' : undefined;
  if (expected === 'name' || expected === 'name or }') {
    if (token === 'string') return 'colon';
    return expected === 'name or }' && token === '}' ? closed(open) : undefined;
  }
  if (expected === 'comma or }') return token === ',' ? 'name' : token === '}' ? closed(open) : undefined;
  if (expected === 'comma or ]') return token === ',' ? 'value' : token === ']' ? closed(open) : undefined;
  if (expected === 'end') return undefined;
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'name or }' : 'value or ]';
  }
  if (token === ']' && expected === 'value or ]') return closed(open);
  return token === 'string' || token === 'word' ? afterValue(open) : undefined;
}

function closed(open: ('{' | '[')[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly ('{' | '[')[]): Expected {
  const inside = open.at(-1);
  if (inside === undefined) return 'end';
  return inside === '{' ? 'comma or }' : 'comma or ]';
}

function positionText(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
