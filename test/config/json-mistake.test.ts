import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonMistake } from '../../src/config/json-mistake.ts';

describe('where a text stops being JSON', () => {
  it.each([
    ['', '1:1', 'a value'],
    ['{"a":1}}', '1:8', 'nothing more'],
    ['{"a" 1}', '1:6', "':'"],
    ['[1 2]', '1:4', "',' or ']'"],
    ['[1,]', '1:4', 'a value'],
    ['{\n "a": "x\ny"}', '2:7', 'a value'],
    ['{"a":1 "b":2}', '1:8', "',' or '}'"],
    ["{'a':1}", '1:2', "a name in double quotes or '}'"],
  ])('%j at %s, where %s was expected', (text, at, expected) => {
    expect(jsonMistake(text)).toEqual({ at, expected });
  });

  it('is told of every text that is none, and of no other', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const change = fc.record({
      at: fc.nat(60),
      put: fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '0', '-', 'e', '\\', '\n'),
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), change, fc.boolean(), (json, { at, put }, spaced) => {
        const whole = spaced ? JSON.stringify(JSON.parse(json), null, 2) : json;
        const text = whole.slice(0, at) + put + whole.slice(at + (put === '' ? 1 : 0));
        expect(jsonMistake(whole)).toBeUndefined();
        expect(jsonMistake(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 500 },
    );
  });
});
