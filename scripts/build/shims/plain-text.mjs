/**
 * Text in which every UTF-16 unit is one grapheme and one cell: ASCII, Latin, punctuation, arrows, box drawing, geometric shapes.
 * Leaves out what joins, what is wide (⌚ ⏩ ◽) and what is invisible (soft hyphen, zero-width characters).
 */
export const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc]*$/;
