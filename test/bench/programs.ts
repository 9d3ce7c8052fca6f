import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/build/bundle.mjs';
import { bundledScenarios } from '../../scripts/build/bundled-scenarios.mjs';
import { yamlParser } from '../../scripts/build/yaml-parser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds programs as Signalbox is built, from their sources by name. Resolves to the files that start them. */
export async function buildPrograms<Name extends string>(
  folder: string,
  sources: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const outdir = `${root}node_modules/.cache/${folder}`;
  const names = Object.keys(sources) as Name[];
  const starts = names.map((name) => [name, `${outdir}/start-${name}.js`]);
  await bundle({
    root,
    outdir,
    entryPoints: sources,
    files: Object.fromEntries(names.map((name) => [`start-${name}.js`, launcher(name)])),
    plugins: [bundledScenarios(root), yamlParser],
  });
  return Object.fromEntries(starts);
}

/** What bin/signalbox.js does for the program. */
function launcher(name: string): string {
  const loader = JSON.stringify(`${root}bin/compiled-code.js`);
  return `require(${loader}).load(__dirname + '/${name}.js', process.env.XDG_CACHE_HOME + '/floors');\n`;
}
