import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeOutput } from '../../../src/engine/wire/write-output.ts';
import type { ServiceModel } from '../../../src/rules/service-model.ts';

const MODEL: ServiceModel = {
  service: 'lab',
  serviceId: 'Lab',
  targetPrefix: 'Lab',
  jsonVersion: '1.1',
  signingName: 'lab',
  operations: {},
  shapes: {
    Text: { type: 'string' },
    Time: { type: 'timestamp' },
    Whole: { type: 'integer' },
    Flag: { type: 'boolean' },
    Texts: { type: 'list', member: 'Text' },
    ByName: { type: 'map', key: 'Text', value: 'Node' },
    Node: {
      type: 'structure',
      members: { text: 'Text', at: 'Time', count: 'Whole', is: 'Flag', texts: 'Texts', inner: 'ByName' },
    },
  },
};

const node = (value: object) => writeOutput(MODEL, 'Node', value);

describe('the text of an answer', () => {
  it('1.2 has only members of the model, times in epoch seconds, and nothing that is absent', () => {
    const value = {
      stranger: 1,
      text: 'a',
      at: 1_767_600_000_123,
      count: 0,
      is: false,
      texts: [],
      inner: { one: { text: undefined, stranger: 'x', at: 0 }, none: undefined },
    };
    expect(node(value)).toBe(
      '{"text":"a","at":1767600000.123,"count":0,"is":false,"texts":[],"inner":{"one":{"at":0}}}',
    );
    expect(node({})).toBe('{}');
    expect(node({ text: null, inner: { none: null } })).toBe('{"inner":{}}');
  });

  it('is what JSON makes of it, whatever texts and keys it holds', () => {
    const text = fc.string({ unit: 'binary' });
    const value = fc.record({
      text,
      texts: fc.array(text),
      inner: fc.dictionary(text, fc.record({ text, count: fc.integer() })),
    });
    fc.assert(
      fc.property(value, (given) => {
        expect(node(given)).toBe(JSON.stringify(given));
      }),
    );
    // Halves of pairs, which generated texts seldom have.
    for (const half of ['\ud800', 'a\udfff', '\udc00\ud800'])
      expect(node({ text: half })).toBe(JSON.stringify({ text: half }));
  });

  it('writes a frozen structure once', () => {
    const texts = ['a'];
    const frozen = Object.freeze({ texts });
    const open = { texts };
    expect([node(frozen), node(open)]).toEqual(['{"texts":["a"]}', '{"texts":["a"]}']);
    texts.push('b');
    expect([node(frozen), node(open)]).toEqual(['{"texts":["a"]}', '{"texts":["a","b"]}']);
  });
});
