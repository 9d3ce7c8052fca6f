import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const TYPE_STATEMENT = /^(?:import|export) type [^;'"]*? from (?=['"])/gm;
const TYPE_EXPRESSION = /\bimport\('(\.[^']+)'\)/g;

/** File → what it imports: a path from the root, or a package's name. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Who imports whom in `src`, as esbuild resolves it.
 * With `types`, imports of types count too. Rejects with esbuild's errors when something cannot be resolved.
 */
export async function importGraph(root: string, { types }: { types: boolean }): Promise<ImportGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: sourceFiles(root),
    outdir: join(root, 'dist'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    jsx: 'automatic',
    metafile: true,
    write: false,
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: types ? [typesAsImports] : [],
  });
  return new Map(
    Object.entries(metafile.inputs)
      .filter(([path]) => path.startsWith('src/'))
      .map(([path, { imports }]) => [path, [...new Set(imports.map((edge) => edge.path))]]),
  );
}

/** All of `src`, as paths from the root. */
export function sourceFiles(root: string): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `src/${path}`)
    .sort();
}

const typesAsImports: Plugin = {
  name: 'types-as-imports',
  setup(pluginBuild) {
    pluginBuild.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const expressions = [...source.matchAll(TYPE_EXPRESSION)].map(([, imported]) => `import '${imported}';`);
      const contents = [...expressions, source.replace(TYPE_STATEMENT, 'import ')].join('\n');
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};
