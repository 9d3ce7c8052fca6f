import { eastAsianWidth } from 'get-east-asian-width';

/** Characters of one cell each that never join with a neighbour: ASCII, Latin, Greek, Cyrillic, dashes, arrows, signs, boxes. */
const SINGLE_CELLS =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0391-\u03ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\u2717]*$/;
const MAY_BE_EMOJI = /[\u20e3\ufe0f\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/**
 * How many cells a text takes in a terminal, reckoned as Ink does it, ambiguous characters as one cell.
 * The text must be free of escape sequences: paint it after it was measured.
 */
export function width(text: string): number {
  if (SINGLE_CELLS.test(text)) return text.length;
  let cells = 0;
  for (const cluster of clusters(text)) cells += clusterWidth(cluster);
  return cells;
}

/** What a terminal shows as one character: a letter with its accents, an emoji with its modifiers. */
export function clusters(text: string): Iterable<string> {
  return SINGLE_CELLS.test(text) ? text : segments(text);
}

/** Cells of one cluster: 0, 1 or 2, more only where half-width marks follow. */
export function clusterWidth(cluster: string): number {
  if (SINGLE_CELLS.test(cluster)) return cluster.length;
  if (MAY_BE_EMOJI.test(cluster) && isWideEmoji(cluster)) return 2;
  const { visible, spacing } = rules();
  const start = cluster.search(visible);
  if (start < 0) return 0;
  const [first = '', ...rest] = cluster.slice(start);
  return rest.reduce((sum, part) => sum + (spacing.test(part) ? cellsOf(part) : 0), cellsOf(first));
}

function cellsOf(character: string): number {
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

function isWideEmoji(cluster: string): boolean {
  if (cluster.length > 50) return false;
  const { emoji, keycap, pictographs } = rules();
  if (emoji.test(cluster) || keycap.test(cluster)) return true;
  return cluster.includes('\u200d') && (cluster.match(pictographs)?.length ?? 0) >= 2;
}

interface Rules {
  visible: RegExp;
  spacing: RegExp;
  emoji: RegExp;
  keycap: RegExp;
  pictographs: RegExp;
  segmenter: Intl.Segmenter;
}

let loaded: Rules | undefined;

/** Built when the first unusual text comes along: the emoji table alone would cost a third of the start. */
function rules(): Rules {
  loaded ??= {
    visible:
      /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v,
    spacing: /[\p{Spacing_Mark}\uff00-\uffef]/v,
    emoji: /^\p{RGI_Emoji}$/v,
    keycap: /^[\d#*]\u20e3$/,
    pictographs: /\p{Extended_Pictographic}/gu,
    segmenter: new Intl.Segmenter(),
  };
  return loaded;
}

function* segments(text: string): Generator<string> {
  for (const { segment } of rules().segmenter.segment(text)) yield segment;
}
