import type { CommandSpec } from '../command.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { shellCore } from './shell-core.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** The completion of a shell, made of the table of commands. `scenarios` are the bundled ones. */
export function completionScript(
  shell: keyof typeof SCRIPTS,
  table: readonly CommandSpec[],
  scenarios: readonly string[],
): string {
  return SCRIPTS[shell](shellCore(table, scenarios));
}
