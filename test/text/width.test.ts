import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { MARKS, OPEN_TRANSITION } from '../../src/text/glyphs.ts';
import { width } from '../../src/text/width.ts';

describe('width', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['●━●━◆╫●', 7],
    ['naïve', 5],
    ['e\u0301', 1],
    ['日本', 4],
    ['한국', 4],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['\u200b', 0],
  ])('%j takes %i cells', (text, cells) => {
    expect(width(text)).toBe(cells);
  });

  it('agrees with what Ink measures on any text of letters, marks, CJK and emoji', () => {
    const character = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0xa0, max: 0x10ff }),
      fc.integer({ min: 0x1e00, max: 0x2bff }),
      fc.integer({ min: 0x2e80, max: 0xd7a3 }).filter((code) => code < 0xa960 || code > 0xa97f),
      fc.integer({ min: 0xf900, max: 0xffef }),
      fc.integer({ min: 0x1f000, max: 0x1faff }),
      fc.constantFrom(0x200d, 0xfe0f, 0x20e3, 0x1f3fb),
    );
    const text = fc.array(character, { maxLength: 12 }).map((codes) => String.fromCodePoint(...codes));
    fc.assert(
      fc.property(text, (value) => {
        expect(width(value)).toBe(stringWidth(value));
      }),
      { numRuns: 400 },
    );
  });

  it('gives every glyph of a state one cell, and its ASCII form one character', () => {
    for (const mark of [...Object.values(MARKS), OPEN_TRANSITION]) {
      expect(width(mark.glyph), mark.glyph).toBe(1);
      expect(mark.ascii).toMatch(/^[\x21-\x7e]$/);
    }
  });
});
