import { basename } from 'node:path';

/**
 * Joins every entry point with the chunks that it needs from the start, since each file more takes its time to open and to
 * compile. `modules` are pairs of name and CommonJS code, `outputs` is of esbuild's metafile, by name.
 *
 * Returns files as pairs of name and text, for `bin/compiled-code.js`: an object of functions, a module each, by base name.
 */
export function pack(modules, outputs) {
  const codes = new Map(modules);
  const entries = [...codes.keys()].filter((name) => outputs[name].entryPoint && !name.includes('/'));
  const packs = entries.map((entry) => [...neededBy(entry, outputs)]);
  const single = [...codes.keys()].filter(
    (name) => !packs.every((names) => names.includes(name)) && !entries.includes(name),
  );
  return [...packs, ...single.map((name) => [name])].map((names) => [names[0], textOf(names, codes)]);
}

function neededBy(entry, outputs) {
  const needed = new Set([entry]);
  // A set is walked to its end, while it grows.
  for (const name of needed) {
    for (const { path, kind, external } of outputs[name].imports) {
      if (kind === 'import-statement' && !external) needed.add(path);
    }
  }
  return needed;
}

function textOf(names, codes) {
  const members = names.map(
    (name) => `${JSON.stringify(basename(name))}(exports,require,module,__filename){${codes.get(name)}}`,
  );
  return `({${members.join(',\n')}})\n`;
}
