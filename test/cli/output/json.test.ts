import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonDocument, jsonLine } from '../../../src/cli/output/json.ts';
import { yamlDocument } from '../../../src/cli/output/yaml.ts';

const HOSTILE = 'a\u202eb\u0007c\u009bd\u2028e\u200bf\ufeffg\u{e0041}h\n\ti';
const UNSAFE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe('documents', () => {
  it('escape control and bidirectional characters in JSON, and read back the same', () => {
    const text = jsonDocument({ text: HOSTILE });
    expect(text).not.toMatch(UNSAFE);
    expect(JSON.parse(text)).toEqual({ text: HOSTILE });
    expect(jsonLine({ text: HOSTILE })).not.toContain('\n');
  });

  it('escape them in YAML, and read back the same', () => {
    const text = yamlDocument({ text: HOSTILE, list: [HOSTILE], plain: 'storefront' });
    expect(text).not.toMatch(UNSAFE);
    expect(parse(text)).toEqual({ text: HOSTILE, list: [HOSTILE], plain: 'storefront' });
    expect(text).toContain('plain: storefront');
  });

  it('hold for any text, also as a key', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, text, (key, value) => {
        fc.pre(key !== '__proto__');
        const document = { [key]: value, list: [value] };
        const [json, yaml] = [jsonDocument(document), yamlDocument(document)];
        expect(json).not.toMatch(UNSAFE);
        expect(yaml).not.toMatch(UNSAFE);
        expect(JSON.parse(json)).toEqual(document);
        expect(parse(yaml)).toEqual(document);
      }),
    );
  });
});
