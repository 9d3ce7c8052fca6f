import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** An esbuild plugin: the scenarios of `fixtures/scenarios` are parsed now, so that a start needs neither files nor YAML. Each is a chunk. */
export function bundledScenarios(root) {
  const folder = join(root, 'fixtures', 'scenarios');
  return {
    name: 'bundled-scenarios',
    setup(pluginBuild) {
      let parsed;
      pluginBuild.onLoad({ filter: /src\/engine\/scenario\/bundled-scenarios\.ts$/ }, async () => {
        parsed = await parseAll(root, folder);
        return { contents: moduleOf(parsed), resolveDir: folder, loader: 'js' };
      });
      pluginBuild.onResolve({ filter: /^signalbox:scenario\// }, ({ path }) => ({
        path: basename(path),
        namespace: 'scenario',
      }));
      pluginBuild.onLoad({ filter: /.*/, namespace: 'scenario' }, ({ path }) => {
        const json = JSON.stringify(parsed.get(path));
        return { contents: `export const scenario = JSON.parse(${JSON.stringify(json)});`, loader: 'js' };
      });
    },
  };
}

function moduleOf(parsed) {
  const described = [...parsed].map(([name, { description = '' }]) => ({ name, description }));
  const loaders = [...parsed.keys()].map(
    (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`signalbox:scenario/${name}`)})`,
  );
  return `
    const loaders = { ${loaders.join(', ')} };
    export const bundledScenarioNames = () => Object.keys(loaders);
    export const describeBundledScenarios = async () => ${JSON.stringify(described)};
    export const loadBundledScenario = async (name) =>
      Object.hasOwn(loaders, name) ? (await loaders[name]()).scenario : undefined;`;
}

async function parseAll(root, folder) {
  const parseScenario = await loadParser(root);
  const parsed = new Map();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
    const path = join(folder, file);
    parsed.set(basename(file, '.yaml'), await parseScenario(await readFile(path, 'utf8'), path));
  }
  return parsed;
}

/** The engine's own parser, out of the sources. */
async function loadParser(root) {
  const scratch = await mkdtemp(join(tmpdir(), 'signalbox-build-'));
  try {
    const outfile = join(scratch, 'scenario.cjs');
    const entry = join(root, 'src', 'engine', 'scenario', 'scenario.ts');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    return (await import(pathToFileURL(outfile).href)).parseScenario;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
