import type { Path } from '../definition-problem.ts';
import type { Buildspec, BuildspecPhase } from './buildspec.ts';

export const BUILDSPEC_PHASES: readonly BuildspecPhase[] = ['install', 'pre_build', 'build', 'post_build'];

const VERSIONS: readonly unknown[] = ['0.1', '0.2', 0.1, 0.2];

/** Files that tell how much of the code was run; all other formats tell of tests [R]. */
const COVERAGE_FORMATS: readonly unknown[] = ['CLOVERXML', 'COBERTURAXML', 'JACOCOXML', 'SIMPLECOV'];

/** One thing that CodeBuild would not take, and where it stands. */
export interface BuildspecProblem {
  readonly message: string;
  readonly path: Path;
}

type Report = (problem: BuildspecProblem) => void;
type Mapping = Readonly<Record<string, unknown>>;

/** What a document says as a buildspec, and all that is wrong with it; CodeBuild tells of the first. The texts are [R]. */
export function checkBuildspec(document: unknown): { spec: Buildspec; problems: readonly BuildspecProblem[] } {
  const problems: BuildspecProblem[] = [];
  return { spec: specOf(document, (problem) => problems.push(problem)), problems };
}

function specOf(document: unknown, report: Report): Buildspec {
  const isMap = typeof document === 'object' && document !== null && !Array.isArray(document);
  const root = mapAt(document, [], report);
  if (isMap && root.version === undefined) report({ message: 'version is required', path: [] });
  if (root.version !== undefined && !VERSIONS.includes(root.version)) {
    report({ message: `version ${shown(root.version)} is not supported`, path: ['version'] });
  }
  const phases = mapAt(root.phases ?? {}, ['phases'], report);
  for (const name of Object.keys(phases)) {
    if (!BUILDSPEC_PHASES.includes(name as BuildspecPhase)) {
      report({ message: `unknown phase: ${name}`, path: ['phases', name] });
    }
  }
  const env = mapAt(root.env ?? {}, ['env'], report);
  return {
    commands: commandsOf(phases, report),
    variables: variablesOf(env, report),
    secrets: ['parameter-store', 'secrets-manager'].flatMap((key) =>
      Object.keys(mapAt(env[key] ?? {}, ['env', key], report)),
    ),
    exported: textsAt(env['exported-variables'] ?? [], ['env', 'exported-variables'], report),
    ...reportsOf(mapAt(root.reports ?? {}, ['reports'], report), report),
  };
}

function commandsOf(phases: Mapping, report: Report): Buildspec['commands'] {
  const given = BUILDSPEC_PHASES.flatMap((name): [BuildspecPhase, string[]][] => {
    if (phases[name] === undefined || phases[name] === null) return [];
    const path = ['phases', name];
    const phase = mapAt(phases[name], path, report);
    const commands = textsAt(phase.commands ?? [], [...path, 'commands'], report);
    return [[name, [...commands, ...textsAt(phase.finally ?? [], [...path, 'finally'], report)]]];
  });
  return Object.fromEntries(given);
}

function variablesOf(env: Mapping, report: Report): Record<string, string> {
  const variables = mapAt(env.variables ?? {}, ['env', 'variables'], report);
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      textAt(value, ['env', 'variables', name], report).map((text) => [name, text]),
    ),
  );
}

function reportsOf(given: Mapping, report: Report): Pick<Buildspec, 'reports' | 'coverageReports'> {
  const formatOf = (name: string) => mapAt(given[name] ?? {}, ['reports', name], report)['file-format'];
  const isCoverage = new Map(Object.keys(given).map((name) => [name, COVERAGE_FORMATS.includes(formatOf(name))]));
  const named = (coverage: boolean) => [...isCoverage].flatMap(([name, is]) => (is === coverage ? [name] : []));
  return { reports: named(false), coverageReports: named(true) };
}

/** A map, or an empty one in its place. */
function mapAt(value: unknown, path: Path, report: Report): Mapping {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Mapping;
  report({ message: `${written(path)} must be a map, found ${shown(value)}`, path });
  return {};
}

/** A list of texts; a text alone is a list of one. */
function textsAt(value: unknown, path: Path, report: Report): string[] {
  if (!Array.isArray(value)) return textAt(value, path, report);
  return value.flatMap((item, place) => textAt(item, [...path, place], report));
}

/** A text, or what YAML takes for a number or a truth; none where it is anything else. */
function textAt(value: unknown, path: Path, report: Report): string[] {
  if (typeof value !== 'object') return [String(value)];
  report({ message: `${written(path)} must be a string, found ${shown(value)}`, path });
  return [];
}

/** `phases.build.commands[2]` */
function written(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the buildspec' : text.slice(1);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
