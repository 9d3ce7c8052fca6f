import { PLAIN_CELLS } from './plain-text.mjs';

const COLOURS = /\x1b\[[\d;]*m/g;

let full;

/** The package `string-width`, loaded when the first text beyond PLAIN_CELLS and colours is measured. */
export default function stringWidth(text, options) {
  return plainWidth(text, options) ?? fullWidth(text, options);
}

function plainWidth(text, options) {
  if (typeof text !== 'string' || options?.ambiguousIsNarrow === false) return undefined;
  const bare = text.includes('\x1b') && !options?.countAnsiEscapeCodes ? text.replace(COLOURS, '') : text;
  return PLAIN_CELLS.test(bare) ? bare.length : undefined;
}

function fullWidth(text, options) {
  full ??= require('string-width').default;
  return full(text, options);
}
