import { readFile } from 'node:fs/promises';

/** An esbuild plugin: a service model becomes JSON.parse of a string, which V8 reads faster than an object literal. */
export const jsonStrings = {
  name: 'json-strings',
  setup(build) {
    build.onLoad({ filter: /\/models\/[^/]+\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};
