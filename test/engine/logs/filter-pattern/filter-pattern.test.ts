import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../../src/engine/logs/filter-pattern/filter-pattern.ts';

/** Which of the messages a pattern finds. */
function found(pattern: string, messages: readonly string[]): string[] {
  const filter = parseFilterPattern(pattern);
  return messages.filter((message) => filter.test(message));
}

/** What is told of a pattern that cannot be read. */
function refusal(pattern: string): string {
  try {
    parseFilterPattern(pattern);
    return 'none';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

const INVALID = 'InvalidParameterException: Invalid filter pattern';

describe('any pattern', () => {
  it('5.4 is read or refused, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '$',
        '.a',
        '[0]',
        '=',
        '!=',
        '<',
        '>=',
        '&&',
        '||',
        'IS',
        'NULL',
        'NOT',
        'EXISTS',
      ],
      ...['"', '\\', '%', '*', '...', ',', '-', '?', ' ', 'w', '1e3', '^', '+', '{2}', '[a-z]', '\\d', 'é', '\n'],
    );
    const pattern = fc.oneof(
      fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 20 }).map((parts) => `{ $.a = ${parts.join(' ')} }`),
      fc.array(pieces, { maxLength: 20 }).map((parts) => `[a, ${parts.join('')}]`),
      fc.array(pieces, { maxLength: 20 }).map((parts) => `%${parts.join('')}%`),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(pattern, fc.string({ unit: 'binary' }), (text, message) => {
        const told = refusal(text);
        if (told === 'none') expect(typeof parseFilterPattern(text).test(message)).toBe('boolean');
        else expect(told).toBe(INVALID);
      }),
      { numRuns: 400 },
    );
  });

  it('5.4 of the longest kind is read', () => {
    const deep = `{ ${'('.repeat(500)}$.a=1${')'.repeat(500)} }`;
    expect(found(deep, ['{"a":1}', '{"a":2}'])).toEqual(['{"a":1}']);
  });

  it('5.4 of nothing finds everything', () => {
    expect(found('', ['a', ' '])).toEqual(['a', ' ']);
    expect(found('  ', ['a', ' '])).toEqual(['a', ' ']);
    expect(found('" "', ['a', ' '])).toEqual(['a', ' ']);
  });

  it.each(['%a% %b% %c%', '{ $.a = %a% && $.b = %b% && $.c = %c% }', '[a=%a%, b=%b%, c=%c%]'])(
    '5.4 %s has one regular expression too many',
    (pattern) => {
      expect(refusal(pattern)).toBe(INVALID);
      expect(parseFilterPattern('%a% %b%').hasRegex).toBe(true);
    },
  );
});

describe('terms', () => {
  const LINES = ['ERROR WARN message', 'ERROR message', 'WARN message', 'error: a.b'];

  it.each([
    ['ERROR', [0, 1]],
    ['ERROR WARN', [0]],
    ['?ERROR ?WARN', [0, 1, 2]],
    ['ERROR -WARN', [1]],
    ['ERROR - WARN', [1]],
    ['-ERROR', [2, 3]],
    ['-ERROR -"WARN m"', [3]],
    ['ESSAG', []],
    ['essag', [0, 1, 2]],
    ['"ERROR message"', [1]],
    ['"a.b"', [3]],
    ['?"a.b" ?ERROR', [0, 1, 3]],
    ['?ERROR message', [0, 1, 2]],
    ['?ERROR -WARN', [1]],
    ['"-" " "', []],
    ['-%^WARN%', [0, 1, 3]],
    ['?%^WARN% ?"a.b"', [2, 3]],
    ['%ERR% %^ERROR\\ m% -WARN', [1]],
  ])('5.4 %s', (pattern, expected) => {
    expect(found(pattern, LINES)).toEqual(expected.map((line) => LINES[line]));
  });

  it('5.4 a quote within quotes stands behind a backslash', () => {
    expect(found('"say \\"a\\\\b\\""', ['say "a\\b"', 'say a'])).toEqual(['say "a\\b"']);
  });

  it.each(['a.b', '"open', 'a"b"', '"a"b', '-', '?', 'a-b', '--a', '?-a', 'a:', '%open', ']', '}', '(a)'])(
    '5.4 %s is invalid',
    (pattern) => {
      expect(refusal(pattern)).toBe(INVALID);
    },
  );

  it('5.4 are found where a search finds them', () => {
    const word = fc.stringMatching(/^[abäß_1]{1,3}$/);
    const message = fc.stringMatching(/^[abäß_1 ]{0,12}$/);
    const some = fc.array(word, { maxLength: 3 });
    fc.assert(
      fc.property(some, some, some, message, (all, none, any, text) => {
        const pattern = [...all, ...none.map((term) => `-${term}`), ...any.map((term) => `?"${term}"`)].join(' ');
        const expected =
          all.every((term) => text.includes(term)) &&
          !none.some((term) => text.includes(term)) &&
          (all.length > 0 || any.length === 0 || any.some((term) => text.includes(term)));
        expect(parseFilterPattern(pattern).test(text)).toBe(expected);
      }),
    );
  });
});

describe('patterns of JSON', () => {
  const TRAIL = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    ThisFlag: true,
    latency: 55.5,
    code: '404',
    user: { id: 1, email: 'John.Stiles@example.com' },
    coordinates: [
      [0, 1],
      [4, 5],
    ],
    'cluster.name': 'c',
    empty: '',
  });

  it.each([
    '{ $.eventType = "UpdateTrail" }',
    '{ $.eventType = UpdateTrail }',
    '{$.eventType=UpdateTrail}',
    '{ $.eventType = Update* }',
    '{ $.eventType = "*Trail" }',
    '{ $.eventType = *dateT* }',
    '{ $.eventType = Up*rail }',
    '{ $.eventType = "*p*T*l" }',
    '{ $.sourceIPAddress = 111.*.111 }',
    '{ $.eventType = %[Tt]rail$% }',
    '{ $.eventType != %^rail% }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.objectList[1].id = 2 }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.arrayKey[2] NOT EXISTS }',
    '{ $.eventType[0] NOT EXISTS }',
    '{ $.arrayKey.length NOT EXISTS }',
    '{ $.constructor NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.latency >= 55.5 }',
    '{ $.latency < 10e3 }',
    '{ $.latency > 10e-3 }',
    '{ $.latency > -1 && $.latency <= +55.5 }',
    '{ $.latency = 5.55e1 }',
    '{ $.latency = * }',
    '{ $.empty = * }',
    '{ $.latency != 55 }',
    '{ $.latency = "55*" }',
    '{ $.code = 404 }',
    '{ $.code > 403 }',
    '{ $.user.email = "John.Stiles@example.com" }',
    '{ $.coordinates[1][0] = 4 }',
    "{ $.['cluster.name'] = c }",
    '{ ($.user.id = 1) && ($.objectList[0].name = "a") }',
    '{ $.user.id = 2 && $.latency = 1 || $.eventType = UpdateTrail }',
    '{ $.eventType = UpdateTrail || $.user.id = 2 && $.latency = 1 }',
  ])('5.4 %s matches', (pattern) => {
    expect(found(pattern, [TRAIL])).toEqual([TRAIL]);
    expect(found(`  ${pattern}  `, [TRAIL, 'not JSON', '[1]', '{"a"', '5'])).toContain(TRAIL);
  });

  it.each([
    '{ $.eventType = "updatetrail" }',
    '{ $.eventType = Up*Rail }',
    '{ $.eventType = "Update?rail" }',
    '{ $.eventType = Up*ail*x }',
    '{ $.eventType = %^rail% }',
    '{ $.arrayKey = * }',
    '{ $.arrayKey = 1 }',
    '{ $.arrayKey != 1 }',
    '{ $.user != 1 }',
    '{ $.unknown != 1 }',
    '{ $.ThisFlag = true }',
    '{ $.ThisFlag IS FALSE }',
    '{ $.SomeObject = * }',
    '{ $.SomeObject NOT EXISTS }',
    '{ $.SomeOtherObject IS NULL }',
    '{ $.objectList[2].id = 2 }',
    '{ $.eventType > 1 }',
    '{ $.latency != 55.50 }',
    '{ ($.eventType = UpdateTrail || $.user.id = 2) && $.latency = 1 }',
  ])('5.4 %s does not match', (pattern) => {
    expect(found(pattern, [TRAIL])).toEqual([]);
  });

  it('5.4 an event that is neither an object nor an array of JSON never matches', () => {
    const others = ['plain', '', '{"a":1', '{"a":1} x', '[INFO] x', '"a"', '5', 'null'];
    expect(found('{ $.b NOT EXISTS }', others)).toEqual([]);
    expect(found('{ $.b NOT EXISTS }', ['\n {"a":1}\n'])).toEqual(['\n {"a":1}\n']);
  });

  it('5.4 an array is selected from by number', () => {
    const events = ['[{"a":1}]', '[{"a":2},{"a":1}]', '{"a":1}', '[]'];
    expect(found('{ $[0].a = 1 }', events)).toEqual(['[{"a":1}]']);
    expect(found('{ $[1].a = 1 }', events)).toEqual(['[{"a":2},{"a":1}]']);
    expect(found('{ $.a = 1 }', events)).toEqual(['{"a":1}']);
    expect(found('{ $[0] NOT EXISTS }', events)).toEqual(['{"a":1}', '[]']);
  });

  it.each([
    '{ }',
    '{ $.a = 1',
    '{ $.a }',
    '{ $ = 1 }',
    '{ $.a = }',
    '{ $.a == 1 }',
    '{ $.a = "x }',
    '{ $.a < b }',
    '{ $.a >= "1" }',
    '{ $.a < %1% }',
    '{ $.a IS NOT NULL }',
    '{ $.a IS null }',
    '{ $.a IS NULLS }',
    '{ $.a EXISTS }',
    '{ a = 1 }',
    '{ $.a[x] = 1 }',
    '{ $.a = 1 & $.b = 1 }',
    '{ $.a = 1 && }',
    '{ ($.a = 1 }',
    '{ $.a = 1) }',
    '{ $.a = a@b }',
    '{ $.a = 1 } more',
    '{ $.a = 1 } { $.b = 1 }',
  ])('5.4 %s is invalid', (pattern) => {
    expect(refusal(pattern)).toBe(INVALID);
  });

  it('5.4 conditions join as their parts say', () => {
    type Node = { text: string; value: (document: Record<string, number>) => boolean };
    const names = ['a', 'b', 'c'];
    const leaf = fc.tuple(fc.constantFrom(...names), fc.constantFrom('=', '!=', '<', '>='), fc.nat(2)).map(
      ([name, operator, number]): Node => ({
        text: `$.${name} ${operator} ${number}`,
        value: ({ [name]: value }) =>
          value !== undefined &&
          { '=': value === number, '!=': value !== number, '<': value < number, '>=': value >= number }[operator]!,
      }),
    );
    const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(
          ([a, b]): Node => ({
            // `||` within `&&` needs its parentheses; those around `&&` may be there.
            text: `(${a.text}) && (${b.text})`,
            value: (document) => a.value(document) && b.value(document),
          }),
        ),
        fc.tuple(tie('tree'), tie('tree')).map(
          ([a, b]): Node => ({
            text: `${a.text} || ${b.text}`,
            value: (document) => a.value(document) || b.value(document),
          }),
        ),
      ),
    }));
    const document = fc.record({ a: fc.nat(2), b: fc.nat(2), c: fc.nat(2) }, { requiredKeys: [] });
    fc.assert(
      fc.property(tree, document, ({ text, value }, given) => {
        const filter = parseFilterPattern(`{ ${text} }`);
        expect(filter.test(JSON.stringify(given))).toBe(value(given as Record<string, number>));
      }),
      { numRuns: 300 },
    );
  });
});

describe('patterns of fields', () => {
  const ACCESS = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  it.each([
    '[ip, user, username, timestamp, request, status_code, bytes]',
    '[ip, user, username, timestamp, request, status_code, bytes > 1000]',
    '[ip, user, username, timestamp, request=*html*, status_code=4*, bytes]',
    '[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]',
    '[ip, user, username, timestamp, request, status_code = 4* && bytes > 1000]',
    '[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request, status_code, bytes]',
    '[..., status_code, bytes]',
    '[ip, user, ..., status_code = 404, bytes]',
    '[ip, ...]',
    '[...]',
    '[ip,,,,,,]',
    '[..., request = "GET /index.html HTTP/1.0", status_code = 4*,]',
    '[..., status_code = 500 || status_code = 404, bytes]',
    '[..., status_code = 500 || status_code = 404 && bytes > 1000]',
    '[ip, user, username, timestamp = "10/Oct/2000:13:25:15 -0700", ...]',
    '[ip, user, username, timestamp, request, status_code, bytes, ...]',
  ])('5.4 %s matches', (pattern) => {
    expect(found(pattern, [ACCESS])).toEqual([ACCESS]);
  });

  it.each([
    '[ip, user]',
    '[ip, user, username, timestamp, request, status_code, bytes, more]',
    '[..., status_code = 500, bytes]',
    '[..., status_code = 404, bytes > 1534]',
    '[..., status_code = 500 || status_code = 404 && bytes > 9999]',
    '[ip, user, username, timestamp, request, status_code, bytes, more, ...]',
    '[ip > 1, ...]',
  ])('5.4 %s does not match', (pattern) => {
    expect(found(pattern, [ACCESS])).toEqual([]);
  });

  it.each([
    '[',
    '[a',
    '[a b]',
    '[a] b',
    '[a, ..., b, ...]',
    '[a = ]',
    '[a = 1 && ]',
    '[a = 1 && b]',
    '[a && b = 1]',
    '[a = 1 2]',
    '[a < b]',
  ])('5.4 %s is invalid', (pattern) => {
    expect(refusal(pattern)).toBe(INVALID);
  });

  it('5.4 the values of fields are told by name, or by place where they have none', () => {
    const pattern = parseFilterPattern('[..., request=*.html*, status_code=4*,]');
    expect(pattern.valuesIn(ACCESS)).toEqual({
      $1: '127.0.0.1',
      $2: '-',
      $3: 'frank',
      $4: '10/Oct/2000:13:25:15 -0700',
      $request: 'GET /index.html HTTP/1.0',
      $status_code: '404',
      $7: '1534',
    });
    expect(parseFilterPattern('ERROR').valuesIn('ERROR')).toEqual({});
    expect(parseFilterPattern('{ $.a = 1 }').valuesIn('{"a":1}')).toEqual({});
  });

  it('5.4 words, quoted texts and bracketed ones are fields, wherever they stand', () => {
    const field = fc.oneof(
      fc.stringMatching(/^[a-z0-9=:][a-z0-9=:"[\]]{0,5}$/).map((text) => ({ text, value: text })),
      fc.stringMatching(/^[a-z [\]]{0,6}$/).map((value) => ({ text: `"${value}"`, value })),
      fc.stringMatching(/^[a-z "[]{0,6}$/).map((value) => ({ text: `[${value}]`, value })),
    );
    const space = fc.constantFrom(' ', '\t', '  ');
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), space, (fields, between) => {
        const message = fields.map(({ text }) => text).join(between);
        const values = Object.values(parseFilterPattern('[...]').valuesIn(message));
        expect(values).toEqual(fields.map(({ value }) => value));
      }),
    );
  });

  it('5.4 what is opened and never closed is a word', () => {
    expect(found('[a, b, c]', ['[x "y ]z', '"a [b c', 'a b ['])).toEqual(['"a [b c', 'a b [']);
    const many = '[ " '.repeat(100_000);
    expect(found('[..., last = x]', [`${many}x`])).toHaveLength(1);
  });
});
