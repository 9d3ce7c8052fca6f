// Builds the program into dist/. `--report` prints what every file of it weighs.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './build/bundle.mjs';
import { bundledScenarios } from './build/bundled-scenarios.mjs';
import { report } from './build/report.mjs';
import { yamlParser } from './build/yaml-parser.mjs';
import { hashInputs, STAMP } from './inputs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Before the build: what is edited while it runs makes it stale.
const stamp = hashInputs(root);
try {
  const metafile = await bundle({
    root,
    entryPoints: { main: 'src/main.ts' },
    outdir: join(root, 'dist'),
    files: { [STAMP]: stamp },
    plugins: [bundledScenarios(root), yamlParser],
  });
  if (process.argv.includes('--report')) console.log(report(metafile));
} catch (error) {
  // esbuild has said where and why.
  if (!error.errors) throw error;
  process.exitCode = 1;
}
