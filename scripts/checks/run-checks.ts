import { spawn } from 'node:child_process';
import { findViolations } from './import-rules.ts';
import { findMachinePathsIn } from './machine-paths.ts';

export interface CheckResult {
  readonly name: string;
  /** What is wrong; empty when nothing is. */
  readonly output: string;
}

const CHECKS: Readonly<Record<string, (root: string) => Promise<string>>> = {
  types: (root) => outputOf(root, 'tsc', ['--noEmit', '--pretty', 'false']),
  'format and lint': (root) => outputOf(root, 'biome', ['check', '--colors=off', '--error-on-warnings']),
  imports: async (root) => (await findViolations(root)).join('\n'),
  'no path of a machine': async (root) => findMachinePathsIn(root).join('\n'),
};

/** Runs all checks and prints a line for each. */
export async function runChecks(root: string): Promise<CheckResult[]> {
  return Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => {
      const output = await check(root);
      process.stdout.write(output ? `✗ ${name}\n${output.replace(/^/gm, '  ')}\n` : `✓ ${name}\n`);
      return { name, output };
    }),
  );
}

/** What a command printed if it failed. npm puts the project's own commands on the PATH. */
function outputOf(root: string, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code) => resolve(code === 0 ? '' : output.trimEnd() || `${command} ended with ${code}`));
  });
}
