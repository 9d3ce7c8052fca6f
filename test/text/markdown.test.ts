import { describe, expect, it } from 'vitest';
import { markdownCode, markdownLink, markdownTable, markdownText } from '../../src/text/markdown.ts';

describe('what others wrote, in Markdown', () => {
  it('stays words', () => {
    expect(markdownText('**Fix** _a_ <img src=x> [b](http://c) `d` | #1 &lt; ~e~\\')).toBe(
      '\\*\\*Fix\\*\\* \\_a\\_ \\<img src=x\\> \\[b\\](http://c) \\`d\\` \\| \\#1 \\&lt; \\~e\\~\\\\',
    );
  });

  it('stays in its cell', () => {
    expect(markdownText('one\n\n| two |\n# three\n')).toBe('one<br>\\| two \\|<br>\\# three');
    expect(markdownCode('a`b|c\nd')).toBe("`a'b\\|c d`");
    expect(markdownTable(['A'], [['b']])).toEqual(['| A |', '|---|', '| b |']);
  });

  it('is a link only to the web', () => {
    expect(markdownLink('a', 'https://example.com/x')).toBe('[a](https://example.com/x)');
    expect(markdownLink('a', 'javascript:alert(1)')).toBe('a');
    expect(markdownLink('a', 'https://example.com/) [b](c')).toBe('[a](https://example.com/%29%20%5bb%5d%28c)');
    expect(markdownLink('a', undefined)).toBe('a');
  });
});
