import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASCII_ELLIPSIS, breakHard, cutEnd, cutMiddle, pad, wrap } from '../../src/text/cut.ts';
import { clusters, width } from '../../src/text/width.ts';

describe('cutting', () => {
  it('leaves what fits as it is', () => {
    expect(cutEnd('storefront', 10)).toBe('storefront');
    expect(cutMiddle('storefront', 10)).toBe('storefront');
  });

  it('says where something is missing', () => {
    expect(cutEnd('storefront', 6)).toBe('store…');
    expect(cutMiddle('checkout-api-production', 11)).toBe('check…ction');
    expect(cutEnd('storefront', 6, ASCII_ELLIPSIS)).toBe('store~');
  });

  it('never halves a wide character', () => {
    expect(cutEnd('日本語', 4)).toBe('日…');
    expect(pad(cutEnd('日本語', 4), 4)).toBe('日… ');
  });

  it('fills up by cells, numbers at the right', () => {
    expect(pad('日本', 6)).toBe('日本  ');
    expect(pad('7', 3, 'right')).toBe('  7');
  });

  it('fits any text to exactly the cells asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.integer({ min: 0, max: 25 }), (text, cells) => {
        expect(width(pad(cutEnd(text, cells), cells))).toBe(cells);
        expect(width(cutMiddle(text, cells))).toBeLessThanOrEqual(cells);
      }),
    );
  });
});

describe('breaking', () => {
  it('wraps between words and breaks a word only when it is wider than the line', () => {
    expect(wrap('waits for a person since noon', 12)).toEqual(['waits for a', 'person since', 'noon']);
    expect(wrap('see abcdefghij', 4)).toEqual(['see', 'abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).toEqual(['']);
  });

  it('breaks a log line without losing a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 2, max: 9 }), (text, cells) => {
        const pieces = breakHard(text, cells);
        expect(pieces.join('')).toBe(text);
        const tooWide = pieces.filter((piece) => width(piece) > cells && [...clusters(piece)].length > 1);
        expect(tooWide).toEqual([]);
      }),
    );
  });
});
