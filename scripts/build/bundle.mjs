import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { jsonStrings } from './json-strings.mjs';
import { patches } from './patches.mjs';

const TARGET = 'node22.12';

// Node 22 knows these, esbuild's table does not: it would make `new RegExp(…)` of such a literal, at every evaluation.
const SUPPORTED = { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true };

/**
 * Bundles programs for production: CommonJS files that share chunks, what is imported dynamically in chunks of its own.
 * The output folder is replaced in one step, so a program that starts meanwhile finds the old build or the new one.
 *
 * `entryPoints` are paths by output name, `files` further files by name. Returns esbuild's metafile.
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
  const next = `${outdir}.next-${process.pid}`;
  const outputs = await Promise.all(
    outputFiles.map(async ({ path, text }) => [relative(outdir, path), await toCommonJs(text)]),
  );
  for (const [name, text] of [...outputs, ['package.json', '{"type":"commonjs"}\n'], ...Object.entries(files)]) {
    await mkdir(dirname(join(next, name)), { recursive: true });
    await writeFile(join(next, name), text);
  }
  await rm(outdir, { recursive: true, force: true });
  await rename(next, outdir);
  return metafile;
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
