// What is changed in packages on their way into the bundle, so that the first frame comes early. Each patch says what it saves;
// one that no longer fits its package stops the build instead of silently doing nothing.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shims = join(dirname(fileURLToPath(import.meta.url)), 'shims');
const require = createRequire(import.meta.url);

const SEGMENTER = /new Intl\.Segmenter\((?:undefined, ?\{ ?granularity: ?["']grapheme["'] ?\})?\)/;

/** Files whose source is edited: path below node_modules → edits, each of which has to match. */
const EDITS = [
  // The developer tools are an optional peer that cannot be bundled, behind two top-level awaits.
  { file: /ink\/build\/reconciler\.js$/, edits: [[/process\.env\['DEV'\] === 'true'/g, 'false']] },
  // Asked of every cell of every new line; nothing before the soft hyphen is invisible.
  {
    file: /ink\/build\/output\.js$/,
    edits: [
      [
        /character => (!\/\^\\p\{Default_Ignorable_Code_Point\}\+\$\/u\.test\(character\.value\))/,
        "character => character.value < '\\u00ad' || $1",
      ],
    ],
  },
  // Commands in files of their own, which we have none of, would be started with it; it brings sockets and pipes along.
  {
    file: /commander\/lib\/command\.js$/,
    edits: [
      [/^import childProcess from 'node:child_process';$/m, ''],
      [/\bchildProcess\.spawn\b/g, "process.getBuiltinModule('node:child_process').spawn"],
    ],
  },
  // The first use of ICU costs as much as a third of a bare start; ASCII and box drawing need none of it.
  ...[
    'ink/build/line-update.js',
    'wrap-ansi/index.js',
    'slice-ansi/tokenize-ansi.js',
    '@alcalzone/ansi-tokenize/build/tokenize.js',
  ].map((path) => ({
    file: new RegExp(`${path.replaceAll('.', '\\.')}$`),
    edits: [[SEGMENTER, '__lazySegmenter']],
    prefix: `import { lazySegmenter as __lazySegmenter } from ${JSON.stringify(join(shims, 'segmenter.mjs'))};\n`,
  })),
];

/** The wasm is taken out of its glue, which then neither fetches nor decodes it. */
const YOGA_GLUE = /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/;
const YOGA_DATA = /"data:application\/octet-stream;base64,([^"]+)"/;

/** An esbuild plugin: faster starts of Ink and what it stands on. */
export const patches = {
  name: 'patches',
  setup(build) {
    patchSources(build);
    shimStringWidth(build);
    shimYoga(build);
  },
};

function patchSources(build) {
  for (const { file, edits, prefix = '' } of EDITS) {
    build.onLoad({ filter: file }, async ({ path }) => {
      let source = await readFile(path, 'utf8');
      for (const [pattern, replacement] of edits) {
        if (source.search(pattern) === -1) throw new Error(`${path} has changed: ${pattern} is not in it any more`);
        source = source.replace(pattern, replacement);
      }
      return { contents: prefix + source, loader: 'js' };
    });
  }
}

/** Its emoji pattern takes longer to compile than React to load: only text beyond ASCII and box drawing meets it. */
function shimStringWidth(build) {
  build.onResolve({ filter: /^string-width$/ }, ({ importer, resolveDir, pluginData }) => {
    if (pluginData === 'real' || importer.startsWith(shims)) return undefined;
    return { path: join(shims, 'string-width.mjs'), pluginData: { resolveDir } };
  });
}

/** A layout engine that is ready at once: instantiating it synchronously saves 28 ms and 13 MB. */
function shimYoga(build) {
  const home = dirname(dirname(dirname(require.resolve('yoga-layout'))));
  build.onResolve({ filter: /^yoga-layout$/ }, () => ({ path: join(shims, 'yoga.mjs') }));
  build.onResolve({ filter: /^yoga-layout\// }, ({ path }) => ({
    path: join(home, path.slice('yoga-layout/'.length)),
  }));
  build.onResolve({ filter: /^signalbox:yoga\.wasm$/ }, ({ path }) => ({ path, namespace: 'yoga' }));
  build.onLoad({ filter: YOGA_GLUE }, async ({ path }) => ({
    contents: (await readFile(path, 'utf8')).replace(YOGA_DATA, '""'),
  }));
  build.onLoad({ filter: /.*/, namespace: 'yoga' }, async () => {
    const glue = await readFile(join(home, 'dist/binaries/yoga-wasm-base64-esm.js'), 'utf8');
    return { contents: Buffer.from(glue.match(YOGA_DATA)[1], 'base64'), loader: 'binary' };
  });
}
