import type { Tone } from './glyphs.ts';

/** Writes a text in a tone. Measure and cut before painting: painted text has no width. */
export type Paint = (text: string, tone: Tone) => string;

const RESET = '\u001b[0m';

/** The sixteen colours that every terminal has and its owner has chosen. What is fine is dim, so that the eye passes over it. */
const SGR: Readonly<Record<Tone, string>> = {
  failed: '\u001b[31m',
  waiting: '\u001b[33m',
  running: '\u001b[36m',
  closed: '\u001b[35m',
  ok: '\u001b[2m',
  muted: '\u001b[2m',
  accent: '\u001b[1m',
  danger: '\u001b[1;31m',
  plain: '',
};

export const paintColor: Paint = (text, tone) =>
  text === '' || tone === 'plain' ? text : `${SGR[tone]}${text}${RESET}`;

export const paintNothing: Paint = (text) => text;
