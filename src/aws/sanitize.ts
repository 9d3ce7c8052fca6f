/**
 * The one place where a string from AWS becomes a string for the eye. Commit messages, approval comments, log
 * lines and names can be written by anybody; what could move the cursor, recolour, hide or reorder text is taken out.
 */

// Whole control sequences first, so that their parameters do not stay behind as text: CSI, then the string
// sequences (OSC, DCS, SOS, PM, APC) up to their terminator or the end of the line, then any other escape.
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;

// What is left of controls, and what changes the order, the width or the identity of text without being seen.
const INVISIBLE = new RegExp(
  `[${[
    '\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f', // C0 and C1, but line breaks
    '\\u00ad\\u200b-\\u200f\\u2060-\\u206f\\ufeff', // soft hyphen, zero width, joiners, invisible operators
    '\\u061c\\u202a-\\u202e', // bidirectional marks and overrides
    '\\u2028\\u2029', // line and paragraph separators
    '\\u115f\\u1160\\u3164\\uffa0', // Hangul fillers
    '\\u180b-\\u180f\\ufe00-\\ufe0f', // variation selectors: terminals disagree about the width of what they change
    '\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}', // interlinear marks, tags
  ].join('')}]`,
  'gu',
);

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// Nothing to do for the usual line: printable ASCII.
const PLAIN = /^[\x20-\x7e]*$/;

/** Text of any number of lines: line breaks stay as `\n`, a tab becomes a space. */
export function multilineText(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw
    .replace(SEQUENCES, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(INVISIBLE, '');
}

/** Text of one line: line breaks become spaces. */
export function lineText(raw: string): string {
  return PLAIN.test(raw) ? raw : multilineText(raw).replace(/\s*\n\s*/g, ' ');
}

/** The same for a member that may be absent; an empty one counts as absent. */
export function optionalText(raw: string | undefined): string | undefined {
  return raw === undefined || raw === '' ? undefined : lineText(raw);
}
