import type { Build } from './build.ts';
import { outputLine, type ScriptLine } from './script-line.ts';

/** A build prints no more by the second than this; its log is made as a whole [D]. */
const MOST_LINES = 200_000;

/** What a build prints by the second: the rule's own lines over and over, each with its number, or what a compiler says. */
export function linesByTheSecond({ logLines = [], logLinesPerSecond = 0 }: Build, seconds: number): ScriptLine[] {
  const own = logLines.length > 0 ? logLines : ['compiled'];
  const count = Math.min(MOST_LINES, Math.floor(seconds * logLinesPerSecond));
  return Array.from({ length: count }, (_, i) => outputLine(`[${i + 1}/${count}] ${own[i % own.length]}`));
}
