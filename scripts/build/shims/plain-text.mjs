// ASCII, Latin, punctuation, arrows, mathematics, box drawing, geometric shapes, check marks, ornamental brackets, braille. Leaves out what
// joins its neighbours, what is wide (⌚ ⏩ ◽) and what is invisible (soft hyphen, zero-width characters).
const CELLS = [
  '\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u2190-\\u2319\\u23f4-\\u24ff',
  '\\u2500-\\u25fc\\u2713-\\u2718\\u2768-\\u2775\\u2800-\\u28ff',
].join('');

// All but CR and LF, which are one grapheme together.
const CONTROLS = '\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f';

/** Text of which every UTF-16 unit takes one cell. */
export const PLAIN_CELLS = new RegExp(`^[${CELLS}]*$`);

/** Text of which every UTF-16 unit is one grapheme: that, and control characters. */
export const PLAIN_GRAPHEMES = new RegExp(`^[${CELLS}${CONTROLS}]*$`);
