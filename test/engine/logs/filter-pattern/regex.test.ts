import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Regex } from '../../../../src/engine/logs/filter-pattern/regex.ts';

const matches = (source: string, text: string) => Regex.parse(source)!.test(text);

describe('regular expressions', () => {
  it.each([
    ['AUTHORIZED', '[ERROR 401] UNAUTHORIZED REQUEST'],
    ['^[hc]at', 'hat'],
    ['[hc]at$', 'a cat'],
    ['colou?r', 'color'],
    ['[abcx-z]', 'y'],
    ['[^a-c]', 'abcd'],
    ['^a{3,5}$', 'aaaa'],
    ['^a{2}$', 'aa'],
    ['^a{2,}$', 'aaaaaa'],
    ['gray|grey', 'the grey one'],
    ['10\\.10\\.0\\.1', '10.10.0.1'],
    ['\\d{1,3}\\.\\d+', 'v12.7'],
    ['^\\w+\\s\\W\\D\\S$', 'ab_1 !x?'],
    ['\\x41', 'A'],
    ['[\\d\\]]x', ']x'],
    ['a.c', 'a\nc'],
    ['^.$', 'é'],
    ['[.$?]', '?'],
    ['\\(\\)\\%\\!', '()%!'],
    ['^$', ''],
    ['a|^$', ''],
    ['order_id:\\s?7', 'order_id: 7'],
  ])('5.4 %s finds %s', (source, text) => {
    expect(matches(source, text)).toBe(true);
  });

  it.each([
    ['^[hc]at', 'a hat'],
    ['[hc]at$', 'cats'],
    ['^a{3,5}$', 'aa'],
    ['^a{3,5}$', 'aaaaaa'],
    ['a\\.b', 'axb'],
    ['[^abc]', 'abccba'],
    ['\\d', 'é'],
    ['a', ''],
    ['^b|a$', 'ab'],
  ])('5.4 %s does not find %s', (source, text) => {
    expect(matches(source, text)).toBe(false);
  });

  it.each([
    '',
    '|a',
    'a|',
    '(a)',
    'a!',
    'a b',
    'é',
    '*a',
    '+',
    'a**',
    'a+?',
    '^*',
    '[]',
    '[z-a]',
    '[a',
    'a]',
    'a{',
    'a{2,1}',
    'a{,2}',
    '{2}',
    '\\',
    '\\b',
    '\\x4',
    '\\x80',
    '[é]',
    'a{999}',
  ])('5.4 %s is none', (source) => {
    expect(Regex.parse(source)).toBeUndefined();
  });

  it('5.4 match what those of JavaScript match', () => {
    const set = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\W', '\\.', '[b-d1]');
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '{0,1}');
    const item = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(set, times).map((parts) => parts.join('')) },
      { weight: 1, arbitrary: fc.constantFrom('^', '$') },
    );
    const alternative = fc.array(item, { minLength: 1, maxLength: 5 }).map((items) => items.join(''));
    const source = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((all) => all.join('|'));
    const text = fc.stringMatching(/^[abcd1.é]{0,10}$/);
    fc.assert(
      fc.property(source, text, (expression, given) => {
        expect(matches(expression, given)).toBe(new RegExp(expression, 's').test(given));
      }),
      { numRuns: 1000 },
    );
  });

  it('5.4 come to an end in a long text, whatever they ask for', () => {
    expect(matches(`${'a*'.repeat(100)}b`, 'a'.repeat(4_000))).toBe(false);
    expect(matches(`${'.*x'.repeat(80)}`, 'x'.repeat(79).concat('a'.repeat(4_000)))).toBe(false);
    expect(matches('a{0,200}b', 'a'.repeat(4_000))).toBe(false);
  });
});
