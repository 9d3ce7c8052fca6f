import { batchOf } from './batch-spec.ts';
import type { Buildspec, BuildspecPhase } from './buildspec.ts';
import { type BuildspecProblem, type Mapping, mapAt, type Report, shown, textMapAt, textsAt } from './members.ts';

export const BUILDSPEC_PHASES: readonly BuildspecPhase[] = ['install', 'pre_build', 'build', 'post_build'];

const VERSIONS: readonly unknown[] = ['0.1', '0.2', 0.1, 0.2];

/** Files that tell how much of the code was run; all other formats tell of tests [R]. */
const COVERAGE_FORMATS: readonly unknown[] = ['CLOVERXML', 'COBERTURAXML', 'JACOCOXML', 'SIMPLECOV'];

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
    variables: textMapAt(env.variables ?? {}, ['env', 'variables'], report),
    secrets: ['parameter-store', 'secrets-manager'].flatMap((key) =>
      Object.keys(mapAt(env[key] ?? {}, ['env', key], report)),
    ),
    exported: textsAt(env['exported-variables'] ?? [], ['env', 'exported-variables'], report),
    ...reportsOf(mapAt(root.reports ?? {}, ['reports'], report), report),
    ...(root.batch !== undefined && { batch: batchOf(mapAt(root.batch, ['batch'], report), report) }),
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

function reportsOf(given: Mapping, report: Report): Pick<Buildspec, 'reports' | 'coverageReports'> {
  const formatOf = (name: string) => mapAt(given[name] ?? {}, ['reports', name], report)['file-format'];
  const isCoverage = new Map(Object.keys(given).map((name) => [name, COVERAGE_FORMATS.includes(formatOf(name))]));
  const named = (coverage: boolean) => [...isCoverage].flatMap(([name, is]) => (is === coverage ? [name] : []));
  return { reports: named(false), coverageReports: named(true) };
}
