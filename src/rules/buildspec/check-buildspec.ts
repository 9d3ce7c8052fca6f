import type { Buildspec, BuildspecPhase, ReadBuildspec } from './buildspec.ts';

const PHASES: readonly BuildspecPhase[] = ['install', 'pre_build', 'build', 'post_build'];

const VERSIONS: readonly unknown[] = ['0.1', '0.2', 0.1, 0.2];

/** A buildspec that is not as it must be; the texts are [R]. */
class Wrong extends Error {}

type Map = Readonly<Record<string, unknown>>;

/** What a document says as a buildspec, or the first thing that is wrong with it. */
export function checkBuildspec(document: unknown): ReadBuildspec {
  try {
    return { spec: specOf(document) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { problem: error.message };
  }
}

function specOf(document: unknown): Buildspec {
  const root = mapAt(document, 'the buildspec');
  if (root.version === undefined) throw new Wrong('version is required');
  if (!VERSIONS.includes(root.version)) throw new Wrong(`version ${shown(root.version)} is not supported`);
  const phases = mapAt(root.phases ?? {}, 'phases');
  for (const name of Object.keys(phases)) {
    if (!PHASES.includes(name as BuildspecPhase)) throw new Wrong(`unknown phase: ${name}`);
  }
  const env = mapAt(root.env ?? {}, 'env');
  return {
    commands: commandsOf(phases),
    variables: variablesOf(env),
    secrets: ['parameter-store', 'secrets-manager'].flatMap((key) => Object.keys(mapAt(env[key] ?? {}, `env.${key}`))),
    exported: textsAt(env['exported-variables'] ?? [], 'env.exported-variables'),
    reports: Object.keys(mapAt(root.reports ?? {}, 'reports')),
  };
}

function commandsOf(phases: Map): Buildspec['commands'] {
  const given = PHASES.flatMap((name): [BuildspecPhase, string[]][] => {
    if (phases[name] === undefined || phases[name] === null) return [];
    const phase = mapAt(phases[name], `phases.${name}`);
    const commands = textsAt(phase.commands ?? [], `phases.${name}.commands`);
    return [[name, [...commands, ...textsAt(phase.finally ?? [], `phases.${name}.finally`)]]];
  });
  return Object.fromEntries(given);
}

function variablesOf(env: Map): Record<string, string> {
  const variables = mapAt(env.variables ?? {}, 'env.variables');
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, textAt(value, `env.variables.${name}`)]),
  );
}

function mapAt(value: unknown, where: string): Map {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Wrong(`${where} must be a map, found ${shown(value)}`);
  }
  return value as Map;
}

/** A list of texts; a text alone is a list of one. */
function textsAt(value: unknown, where: string): string[] {
  if (!Array.isArray(value)) return [textAt(value, where)];
  return value.map((item, place) => textAt(item, `${where}[${place}]`));
}

/** A text, or what YAML takes for a number or a truth. */
function textAt(value: unknown, where: string): string {
  if (typeof value === 'object') throw new Wrong(`${where} must be a string, found ${shown(value)}`);
  return String(value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
