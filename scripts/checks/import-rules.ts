import { isBuiltin } from 'node:module';
import type { BuildFailure } from 'esbuild';
import { type ImportGraph, importGraph, sourceFiles } from './import-graph.ts';

/** The folders of `src` and what each may import beside itself. `main.ts`, which wires everything, may import all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  rules: [],
  files: [],
  domain: ['rules'],
  aws: ['rules', 'domain'],
  live: ['rules', 'domain', 'aws'],
  policy: ['rules', 'domain', 'aws', 'live', 'files'],
  // A plan is words: operations tell ages and dates as both faces do.
  operations: ['rules', 'domain', 'aws', 'live', 'policy', 'text', 'files'],
  text: ['domain'],
  config: ['domain', 'files'],
  console: ['rules', 'domain', 'live', 'policy', 'operations', 'text', 'config'],
  cli: ['rules', 'domain', 'live', 'policy', 'operations', 'text', 'config', 'files'],
  engine: ['rules', 'files'],
};

/** Packages that belong to one folder. */
const PACKAGES = [
  { packages: /^@(aws-sdk|smithy|aws)\//, folder: 'aws' },
  { packages: /^(react|ink|yoga-layout)(\/|$)/, folder: 'console' },
  { packages: /^conf$/, folder: 'config' },
];

/** Folders of pure functions, which have no use for Node. */
const PURE = new Set(['rules', 'domain', 'text']);

const ENTRY = 'src/main.ts';

/** What breaks the design's rules of import, one line each. */
export async function findViolations(root: string): Promise<string[]> {
  try {
    const all = await importGraph(root, { types: true });
    const loaded = await importGraph(root, { types: false });
    return [...brokenRules(all), ...cycles(loaded), ...orphans(all, sourceFiles(root))];
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error)) throw error;
    return (error as BuildFailure).errors.map(
      ({ text, location }) => `${location?.file ?? 'src'}:${location?.line ?? 1}: ${text}`,
    );
  }
}

function brokenRules(graph: ImportGraph): string[] {
  return [...graph].flatMap(([file, imports]) => imports.flatMap((imported) => whyNot(file, imported) ?? []));
}

function whyNot(file: string, imported: string): string | undefined {
  const folder = folderOf(file);
  if (file === ENTRY || !folder) return undefined;
  if (!imported.startsWith('src/')) return whyNotPackage(file, folder, imported);
  const target = folderOf(imported);
  if (target === folder || MAY_IMPORT[folder]?.includes(target ?? '')) return undefined;
  return `${file} imports ${imported}: ${folder} may not import ${target ?? ENTRY}`;
}

function whyNotPackage(file: string, folder: string, imported: string): string | undefined {
  const owner = PACKAGES.find(({ packages }) => packages.test(imported))?.folder;
  if (owner && owner !== folder) return `${file} imports ${imported}: only ${owner} may`;
  if (PURE.has(folder) && isBuiltin(imported)) return `${file} imports ${imported}: ${folder} is pure`;
  return undefined;
}

/** `aws` for `src/aws/session.ts`; nothing for a file directly in `src`. */
function folderOf(file: string): string | undefined {
  return file.match(/^src\/([^/]+)\//)?.[1];
}

/** Circles among what is loaded; types may refer to each other freely. */
function cycles(graph: ImportGraph): string[] {
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push(`circle of imports: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      return;
    }
    state.set(file, 'open');
    for (const imported of graph.get(file) ?? []) visit(imported, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of [...graph.keys()].sort()) visit(file, []);
  return found;
}

function orphans(graph: ImportGraph, files: readonly string[]): string[] {
  const reached = new Set<string>();
  const pending: (string | undefined)[] = [ENTRY];
  for (let file = pending.pop(); file; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    pending.push(...(graph.get(file) ?? []));
  }
  return files.filter((file) => !reached.has(file)).map((file) => `${file}: nothing that ${ENTRY} leads to imports it`);
}
