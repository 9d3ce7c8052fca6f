import realWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { PLAIN_CELLS, PLAIN_GRAPHEMES } from '../../scripts/build/shims/plain-text.mjs';
import { lazySegmenter } from '../../scripts/build/shims/segmenter.mjs';
import shimmedWidth from '../../scripts/build/shims/string-width.mjs';

const basicPlane = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
const plain = basicPlane.filter((character) => PLAIN_CELLS.test(character));
const real = new Intl.Segmenter();

describe('text that the bundle measures without ICU', () => {
  it('has one cell for every character, as string-width counts', () => {
    expect(plain.length).toBeGreaterThan(900);
    expect(plain.filter((character) => realWidth(character) !== 1)).toEqual([]);
    for (const text of ['●━●━◆╫● ok', '\x1b[1;31m✗ failed\x1b[0m ●', '\x1b[38;5;120m❯\x1b[39m']) {
      expect(shimmedWidth(text)).toBe(realWidth(text));
    }
  });

  it('has one grapheme for every character, whatever stands beside it', () => {
    const text = plain.join('');
    expect([...real.segment(text)].map(({ segment }) => segment)).toEqual(plain);
    expect([...lazySegmenter.segment(text)]).toEqual([...real.segment(text)]);
  });

  it('has one grapheme for every control character in it', () => {
    const graphemes = basicPlane.filter((character) => PLAIN_GRAPHEMES.test(character));
    const text = graphemes.join('') + graphemes.toReversed().join('');
    expect(graphemes.length).toBe(plain.length + 31);
    expect([...lazySegmenter.segment(text)]).toEqual([...real.segment(text)]);
    expect([...lazySegmenter.segment('a\r\nb')]).toEqual([...real.segment('a\r\nb')]);
  });

  it('leaves everything else to the real ones', () => {
    for (const text of ['日本', 'e\u0301', '👩‍👩‍👧', '🇩🇪', '\u00ad', '\u200b', '⌚', '▶\ufe0f', '']) {
      expect(shimmedWidth(text), text).toBe(realWidth(text));
      expect([...lazySegmenter.segment(text)]).toEqual([...real.segment(text)]);
    }
    for (const text of [
      '\x1b]8;;http://x\x07link\x1b]8;;\x07',
      '\x1b[4:3mcurly\x1b[0m',
      '\x1b[31m日本\x1b[0m',
      '\x1b[2Jx',
      '\x1b',
    ]) {
      expect(shimmedWidth(text)).toBe(realWidth(text));
      expect(shimmedWidth(text, { countAnsiEscapeCodes: true })).toBe(realWidth(text, { countAnsiEscapeCodes: true }));
    }
    expect(shimmedWidth('§', { ambiguousIsNarrow: false })).toBe(2);
  });

  it.each([-1, 0, 1.5, 3, 4, Number.NaN])('finds the grapheme at %s as the real one does', (index) => {
    expect(lazySegmenter.segment('a●b━').containing(index)).toEqual(real.segment('a●b━').containing(index));
  });
});
