// What has to hold before any test is worth running. `npm run check` prints what does not.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './checks/run-checks.ts';

const failed = (await runChecks(dirname(dirname(fileURLToPath(import.meta.url))))).filter(({ output }) => output);
process.exitCode = failed.length > 0 ? 1 : 0;
