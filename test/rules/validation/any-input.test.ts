import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { validateDocument } from '../../../src/rules/validation/validate-document.ts';
import { definition, TEMPLATE } from './validated.ts';

const NAMES = ['pipeline.json', 'template.yaml', 'appspec.yml', 'buildspec.yml', '-'];

/** Whatever is told has a place in the text. */
function expectFindings(bytes: Uint8Array, name: string): void {
  const { findings } = validateDocument(bytes, { name });
  const lines = new TextDecoder().decode(bytes).split('\n');
  for (const { line, column, message } of findings) {
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(message).not.toMatch(/\n|undefined|\[object/);
  }
}

const text = (value: string) => new TextEncoder().encode(value);

/** A document in which single values were exchanged for anything. */
const mutated = fc
  .tuple(fc.jsonValue({ maxDepth: 2 }), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }))
  .map(([value, choices]) => {
    const root = { pipeline: structuredClone(definition()) };
    let at: Record<string, unknown> = root;
    for (const [depth, choice] of choices.entries()) {
      const keys = Object.keys(at);
      if (keys.length === 0) break;
      const key = keys[choice % keys.length]!;
      const inner = at[key];
      if (depth === choices.length - 1 || typeof inner !== 'object' || inner === null) {
        at[key] = value;
        break;
      }
      at = inner as Record<string, unknown>;
    }
    return root;
  });

describe('whatever the input, there are findings with a place, and never an exception', () => {
  it('bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...NAMES), expectFindings));
  });

  it('texts, JSON and YAML', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.jsonValue().map((value) => stringify(value)),
    );
    fc.assert(fc.property(any.map(text), fc.constantFrom(...NAMES), expectFindings));
  });

  it('definitions in which something is another thing', () => {
    const json = mutated.map((root) => text(JSON.stringify(root)));
    const yaml = mutated.map((root) => text(stringify(root.pipeline)));
    fc.assert(
      fc.property(fc.oneof(json, yaml), (bytes) => expectFindings(bytes, 'p.yaml')),
      { numRuns: 300 },
    );
  });

  it('templates of which a piece is missing or another thing', () => {
    const cut = fc.tuple(
      fc.nat(TEMPLATE.length),
      fc.nat(40),
      fc.constantFrom('', '!Ref X', '{', '- ', ': ', '&a ', '*a', '\t', 'null', '"'),
    );
    const broken = cut.map(([at, length, piece]) => text(TEMPLATE.slice(0, at) + piece + TEMPLATE.slice(at + length)));
    fc.assert(
      fc.property(broken, (bytes) => expectFindings(bytes, 'template.yaml')),
      { numRuns: 300 },
    );
  });
});
