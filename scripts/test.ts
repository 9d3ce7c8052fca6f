// `npm test`: the checks, then all tests. Arguments go to vitest: `npm test -- test/engine`.
// The last line is `N passed, N failed`, in which each check counts as a test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './checks/run-checks.ts';

interface Counts {
  passed: number;
  failed: number;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const checks = await runChecks(root);
const failedChecks = checks.filter(({ output }) => output).length;
const tests = runTests(process.argv.slice(2));
const passed = tests.passed + checks.length - failedChecks;
const failed = tests.failed + failedChecks;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function runTests(args: readonly string[]): Counts {
  const scratch = mkdtempSync(join(tmpdir(), 'signalbox-tests-'));
  const file = join(scratch, 'results.json');
  try {
    const { status } = spawnSync(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return countsOf(file, status);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A test file that could not be loaded, or a fault outside the tests, is a failure too. */
function countsOf(file: string, status: number | null): Counts {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const unloaded = testResults.filter(isUnloaded).length;
    const failed = numFailedTests + unloaded;
    return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function isUnloaded({ status, assertionResults }: { status: string; assertionResults: readonly unknown[] }): boolean {
  return status === 'failed' && assertionResults.length === 0;
}
