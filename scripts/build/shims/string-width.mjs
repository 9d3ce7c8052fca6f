import { PLAIN } from './plain-text.mjs';

let full;

/** The package `string-width`, loaded when the first text beyond PLAIN is measured. */
export default function stringWidth(text, options) {
  if (typeof text === 'string' && PLAIN.test(text) && options?.ambiguousIsNarrow !== false) return text.length;
  full ??= require('string-width').default;
  return full(text, options);
}
