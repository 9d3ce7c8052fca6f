import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { jsonStrings } from './json-strings.mjs';
import { notices } from './notices.mjs';
import { pack } from './pack.mjs';
import { patches } from './patches.mjs';

const TARGET = 'node22.12';

// Node 22 knows these, esbuild's table does not: it would make `new RegExp(…)` of such a literal, at every evaluation.
const SUPPORTED = { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true };

/**
 * Bundles programs for production: CommonJS files that share chunks, what is imported dynamically in chunks of its own.
 * The output folder is exchanged at the end, so a build that fails leaves the old one.
 *
 * `entryPoints` are paths by output name, `files` further files by name. Returns esbuild's metafile.
 *
 * @param {{ root: string, entryPoints: Record<string, string>, outdir: string, files?: Record<string, string>, plugins?: import('esbuild').Plugin[] }} options
 */
export async function bundle({ root, entryPoints, outdir, files = {}, plugins = [] }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    // esbuild splits ES modules alone; they become CommonJS below, which loads faster (docs/decisions/0001).
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: TARGET,
    supported: SUPPORTED,
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
    plugins: [...plugins, patches, jsonStrings],
  });
  const modules = await Promise.all(
    outputFiles.map(async ({ path, text }) => [relative(outdir, path), await toCommonJs(text)]),
  );
  const outputs = pack(modules, withinFolder(metafile.outputs, relative(root, outdir)));
  await replaceFolder(root, outdir, [
    ...outputs,
    ['package.json', '{"type":"commonjs"}\n'],
    ['build.sha256', hashOf(outputs)],
    ['THIRD-PARTY-NOTICES.txt', await notices(root, metafile)],
    ...Object.entries(files),
  ]);
  return metafile;
}

/** The outputs of a metafile by their names in the output folder, as those of their imports. */
function withinFolder(outputs, folder) {
  const named = Object.entries(outputs).map(([path, output]) => [
    relative(folder, path),
    { ...output, imports: output.imports.map((one) => ({ ...one, path: relative(folder, one.path) })) },
  ]);
  return Object.fromEntries(named);
}

/** Names what was built: compiled code of one build is of no use to another. */
function hashOf(outputs) {
  const hash = createHash('sha256');
  for (const [name, text] of outputs) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

async function replaceFolder(root, outdir, files) {
  const scratch = join(root, 'node_modules', '.cache', `signalbox-build-${process.pid}`);
  for (const [name, text] of files) {
    const file = join(scratch, 'new', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await mkdir(outdir, { recursive: true });
  await rename(outdir, join(scratch, 'old'));
  await rename(join(scratch, 'new'), outdir);
  await rm(scratch, { recursive: true });
}

async function toCommonJs(code) {
  const result = await transform(code, {
    format: 'cjs',
    platform: 'node',
    target: TARGET,
    minify: true,
    legalComments: 'none',
    supported: { ...SUPPORTED, 'dynamic-import': false },
    define: { 'import.meta.url': '__fileUrl' },
    logLevel: 'error',
  });
  if (!result.code.includes('__fileUrl')) return result.code;
  return `const __fileUrl=require("node:url").pathToFileURL(__filename).href;${result.code}`;
}
