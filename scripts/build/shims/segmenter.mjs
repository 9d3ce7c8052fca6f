import { PLAIN_GRAPHEMES } from './plain-text.mjs';

let segmenter;

/** `new Intl.Segmenter()` that touches ICU only for text that needs it. */
export const lazySegmenter = {
  segment(text) {
    if (PLAIN_GRAPHEMES.test(text)) return new PlainSegments(text);
    segmenter ??= new Intl.Segmenter();
    return segmenter.segment(text);
  },
};

/** The Segments of a text in which every unit is a grapheme. */
class PlainSegments {
  #text;

  constructor(text) {
    this.#text = text;
  }

  containing(index = 0) {
    const at = Math.trunc(index) || 0;
    if (at < 0 || at >= this.#text.length) return undefined;
    return { segment: this.#text[at], index: at, input: this.#text };
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.#text.length; index++) yield this.containing(index);
  }
}
