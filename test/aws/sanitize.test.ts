import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineText, multilineText, optionalText } from '../../src/aws/sanitize.ts';

const HOSTILE: readonly [name: string, raw: string, shown: string][] = [
  ['colour', '\x1b[31mred\x1b[0m', 'red'],
  ['hidden text', 'a\x1b[8mb\x1b[28mc', 'abc'],
  ['cursor movement', 'safe\x1b[2Jgone\x1b[1;1H', 'safegone'],
  ['a title', '\x1b]0;owned\x07name', 'name'],
  ['a title ended by ST', '\x1b]2;owned\x1b\\name', 'name'],
  ['the clipboard', '\x1b]52;c;cm0gLXJm\x07x', 'x'],
  ['a link', '\x1b]8;;https://evil.example\x07click\x1b]8;;\x07', 'click'],
  ['a device string', '\x1bP+q544e\x1b\\x', 'x'],
  ['an unfinished title', 'a\x1b]0;never ended', 'a'],
  ['8-bit control sequence', 'a\x9b31mb', 'ab'],
  ['8-bit title', 'a\x9d0;owned\x9cb', 'ab'],
  ['reset', '\x1bcx', 'x'],
  ['a lone escape', 'a\x1b', 'a'],
  ['bell and backspace', 'a\x07b\x08c', 'abc'],
  ['bidirectional override', 'user\u202egnp.exe', 'usergnp.exe'],
  ['isolates', '\u2066a\u2069', 'a'],
  ['zero width', 'pass\u200bword\ufeff', 'password'],
  ['line separator', 'a\u2028b', 'ab'],
  ['tags', 'a\u{e0041}b', 'ab'],
  ['a joined family', '👩\u200d👧', '👩👧'],
  ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ['a tab', 'a\tb', 'a b'],
];

describe('sanitising', () => {
  it.each(HOSTILE)('takes out %s', (_, raw, shown) => {
    expect(lineText(raw)).toBe(shown);
  });

  it('keeps letters of every script', () => {
    for (const text of ['naïve café', '東京リリース', 'Ελληνικά', 'עברית', 'emoji 🚀 stays', 'e\u0301']) {
      expect(lineText(text)).toBe(text);
    }
  });

  it('keeps line breaks only where a text may have several lines', () => {
    expect(multilineText('subject\r\n\r\nbody\rend')).toBe('subject\n\nbody\nend');
    expect(lineText('subject\r\n\r\nbody')).toBe('subject body');
  });

  it('counts an empty member as absent', () => {
    expect(optionalText('')).toBeUndefined();
    expect(optionalText('x')).toBe('x');
  });

  it('lets no control, format or surrogate character through, whatever comes', () => {
    const forbidden = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/;
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...HOSTILE.map(([, raw]) => raw), '\x1b', '\x9b', '\r\n'),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const shown = lineText(parts.join(''));
        expect(shown).not.toMatch(forbidden);
        expect(shown.isWellFormed()).toBe(true);
        expect(lineText(shown)).toBe(shown);
      }),
    );
  });
});
