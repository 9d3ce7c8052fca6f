const CHUNK = 'chunks/yaml-parser';

/**
 * An esbuild plugin: the engine finds its YAML parser in a file of its own, which is read when it is first asked for. An
 * import would come too late, since an operation answers at once; a plain `require` would put the parser into every start.
 */
export const yamlParser = {
  name: 'yaml-parser',
  setup(build) {
    build.initialOptions.entryPoints[CHUNK] = 'signalbox:yaml-parser';
    build.onResolve({ filter: /^signalbox:yaml-parser$/ }, ({ kind, resolveDir }) =>
      kind === 'entry-point'
        ? { path: 'yaml-parser', namespace: 'yaml-parser', pluginData: { resolveDir } }
        : { path: `./${CHUNK.split('/')[1]}.js`, external: true },
    );
    build.onLoad({ filter: /.*/, namespace: 'yaml-parser' }, ({ pluginData }) => ({
      contents: "export { parseDocument } from 'yaml';",
      resolveDir: pluginData.resolveDir,
    }));
    build.onLoad({ filter: /src\/engine\/yaml-parser\.ts$/ }, () => ({
      contents: "export const findYamlParser = () => require('signalbox:yaml-parser').parseDocument;",
      loader: 'js',
    }));
  },
};
