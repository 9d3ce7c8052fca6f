import { usage } from '../domain/fault.ts';
import type { OptionSpec } from './command.ts';

const LOOKS_LIKE_FLAG = /^(--[a-z][a-z-]*(=.*)?|-[a-zA-Z])$/s;

/**
 * The words of a command line, `--debug` with the empty value that it has without `=`. A variable that was not set leaves a flag
 * without its value, and the next flag would be taken for it. Throws Fault `usage` for that.
 */
export function withValues(argv: readonly string[], options: readonly OptionSpec[]): string[] {
  const valued = valuedFlags(options);
  const words: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] as string;
    if (word === '--') return [...words, ...argv.slice(at)];
    words.push(word === '--debug' ? '--debug=' : word);
    const value = argv[at + 1];
    if (!valued.has(word) || value === undefined) continue;
    if (LOOKS_LIKE_FLAG.test(value) || value === '--') {
      const [flag] = value.split('=', 1);
      throw usage(`${word} needs a value, and ${flag} is a flag: write ${word}=VALUE if that is meant`);
    }
    words.push(value);
    at += 1;
  }
  return words;
}

/** `--execution`, `-m`, `--message`: those that take the next word. */
function valuedFlags(options: readonly OptionSpec[]): Set<string> {
  const valued = options.filter(({ flags }) => flags.includes('<'));
  return new Set(valued.flatMap(({ flags }) => flags.replace(/ <.*/, '').split(', ')));
}
