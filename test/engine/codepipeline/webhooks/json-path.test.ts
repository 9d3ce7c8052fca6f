import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonPath, textAt, valueAt } from '../../../../src/engine/codepipeline/webhooks/json-path.ts';

describe('a JSON path', () => {
  it.each([
    ['$', []],
    ['$.ref', ['ref']],
    ['$.head_commit.id', ['head_commit', 'id']],
    ['$.commits[0].id', ['commits', 0, 'id']],
    ["$['a.b']", ['a.b']],
    ['$["a b"][12]', ['a b', 12]],
    ["$.a['b'][3].c-d", ['a', 'b', 3, 'c-d']],
    ["$['']", ['']],
  ])('2.11 %s', (text, path) => {
    expect(parseJsonPath(text)).toEqual(path);
  });

  it.each([
    '',
    'ref',
    '$ref',
    '$.',
    '$..ref',
    '$.*',
    '$[*]',
    '$[?(@.a)]',
    '$.a[-1]',
    '$.a[',
    "$['a]",
    '$.a b',
    '$.a.length()',
  ])('2.11 %j is none', (text) => {
    expect(parseJsonPath(text)).toBeUndefined();
  });

  it('2.11 any text is a path or none, and any document has a value there or none', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '.', 'a', '[', ']', "'", '"', '0', '*'), maxLength: 10 });
    fc.assert(
      fc.property(text, fc.jsonValue(), (path, document) => {
        const parsed = parseJsonPath(path);
        if (parsed) expect(JSON.stringify(document)).toContain(JSON.stringify(valueAt(document, parsed)) ?? '');
      }),
    );
  });

  it('2.11 finds a member at any depth, by either spelling', () => {
    const names = fc.array(fc.stringMatching(/^[a-z_][a-z0-9_]*$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, fc.jsonValue(), (path, value) => {
        const document = path.reduceRight<unknown>((inner, name) => ({ [name]: [0, inner] }), value);
        const dots = `$${path.map((name) => `.${name}[1]`).join('')}`;
        const brackets = `$${path.map((name) => `['${name}'][1]`).join('')}`;
        expect(valueAt(document, parseJsonPath(dots)!)).toEqual(value);
        expect(valueAt(document, parseJsonPath(brackets)!)).toEqual(value);
      }),
    );
  });

  it('2.11 what every object has is not there', () => {
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(valueAt([], ['length'])).toBeUndefined();
    expect(valueAt('text', [0])).toBeUndefined();
    expect(valueAt({ 0: 'a' }, [0])).toBeUndefined();
    expect(textAt({ a: 1 }, 'a')).toBeUndefined();
  });
});
