import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join, relative } from 'node:path';

const TEXT = new Set(['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.md', '.yaml', '.yml', '.sh', '']);
const FOREIGN = new Set(['.git', 'node_modules', 'coverage']);
const SKIPPED = /^(package-lock\.json|LICENSE|src\/rules\/models\/)/;

// Homes that a deployment document of AWS speaks of are facts of AWS, not of somebody's machine.
const ELSEWHERE = /^\/home\/(ec2-user|ubuntu|admin)\b/;
const HOMES = /(?<![\w.$}~/-])(?:\/(?:home|Users)\/[a-z][\w.-]*|[A-Z]:\\Users\\\w+)/g;

/** The absolute paths in a text that exist on one machine alone: people's homes, and the places given. */
export function findMachinePaths(text: string, places: readonly string[] = []): string[] {
  const found = [...text.matchAll(HOMES)].map(([path]) => path).filter((path) => !ELSEWHERE.test(path));
  return [...found, ...places.filter((place) => text.includes(place))];
}

/** Lines `file: path` for everything below the project's folder that people write. */
export function findMachinePathsIn(root: string): string[] {
  // A short one, such as /root, is also an innocent word.
  const places = [root, homedir()].filter((place) => place.split('/').length > 2);
  return writtenFiles(root).flatMap((file) =>
    findMachinePaths(readFileSync(join(root, file), 'utf8'), places).map((path) => `${file}: ${path}`),
  );
}

function writtenFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !FOREIGN.has(name) && !name.startsWith('dist'))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(root, entry.name) : [entry.name]))
    .filter((file) => TEXT.has(extname(file)) && !SKIPPED.test(file));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
