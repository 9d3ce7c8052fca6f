import type { Path } from '../definition-problem.ts';
import { type Mapping, mapAt, type Report, textAt, textMapAt, textsAt, written } from './members.ts';

/** A build of a batch, and what it has otherwise than the others (spec 4) [R]. */
export interface BatchBuild {
  readonly identifier: string;
  /** Identifiers of the builds that come before it. */
  readonly dependsOn: readonly string[];
  readonly ignoreFailure: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly computeType?: string;
  /** The text of a buildspec of its own, or where it is. */
  readonly buildspec?: string;
}

export interface BatchSpec {
  /** Whether the first failure ends the others. */
  readonly fastFail: boolean;
  readonly builds: readonly BatchBuild[];
}

/** Beyond every batch that a project may allow. */
const MOST_COMBINATIONS = 1000;

const KINDS = ['build-list', 'build-graph', 'build-matrix'] as const;

/** The section `batch` of a buildspec, as far as nothing is wrong with it. */
export function batchOf(batch: Mapping, report: Report): BatchSpec {
  const [kind, another] = KINDS.filter((one) => batch[one] !== undefined);
  const fastFail = batch['fast-fail'] === true;
  if (kind === undefined || another !== undefined) {
    report({ message: `batch must have one of ${KINDS.join(', ')}`, path: ['batch'] });
    return { fastFail, builds: [] };
  }
  const path = ['batch', kind];
  const builds =
    kind === 'build-matrix'
      ? matrixOf(mapAt(batch[kind], path, report), path, report)
      : [batch[kind]].flat().flatMap((item, place) => buildOf(item, [...path, place], report));
  if (builds.length === 0) report({ message: `${written(path)} has no builds`, path });
  checkOrder(builds, path, report);
  return { fastFail, builds };
}

function buildOf(item: unknown, path: Path, report: Report): BatchBuild[] {
  const build = mapAt(item, path, report);
  const [identifier] = textOf(build, 'identifier', path, report);
  if (build !== item) return [];
  if (identifier === undefined) {
    report({ message: `${written(path)}.identifier is required`, path });
    return [];
  }
  const [buildspec] = textOf(build, 'buildspec', path, report);
  const one = {
    identifier,
    dependsOn: textsAt(build['depend-on'] ?? [], [...path, 'depend-on'], report),
    ignoreFailure: build['ignore-failure'] === true,
    ...environmentOf(build.env, [...path, 'env'], report),
    ...(buildspec !== undefined && { buildspec }),
  };
  return [one];
}

function environmentOf(
  given: unknown,
  path: Path,
  report: Report,
): Pick<BatchBuild, 'variables' | 'image' | 'computeType'> {
  const env = mapAt(given ?? {}, path, report);
  const [image] = textOf(env, 'image', path, report);
  const [computeType] = textOf(env, 'compute-type', path, report);
  return {
    variables: textMapAt(env.variables ?? {}, [...path, 'variables'], report),
    ...(image !== undefined && { image }),
    ...(computeType !== undefined && { computeType }),
  };
}

/** A build for each combination of what is dynamic; they are numbered [D]. */
function matrixOf(matrix: Mapping, path: Path, report: Report): BatchBuild[] {
  const fixed = mapAt(matrix.static ?? {}, [...path, 'static'], report);
  const own = environmentOf(fixed.env, [...path, 'static', 'env'], report);
  const axes = axesOf(matrix, path, report);
  if (axes.reduce((count, { values }) => count * values.length, 1) > MOST_COMBINATIONS) {
    report({ message: `${written(path)} has more than ${MOST_COMBINATIONS} builds`, path });
    return [];
  }
  return combinations(axes).map(({ variables, ...chosen }, place) => ({
    dependsOn: [],
    ignoreFailure: fixed['ignore-failure'] === true,
    ...own,
    ...chosen,
    identifier: `build${place + 1}`,
    variables: { ...own.variables, ...variables },
  }));
}

type Choice = Pick<BatchBuild, 'image' | 'computeType' | 'buildspec'> & Partial<Pick<BatchBuild, 'variables'>>;

/** What a matrix goes through, and what each of its values says of a build. */
interface Axis {
  readonly values: readonly string[];
  readonly choose: (value: string) => Choice;
}

function axesOf(matrix: Mapping, path: Path, report: Report): Axis[] {
  const at = [...path, 'dynamic'];
  const dynamic = mapAt(matrix.dynamic ?? {}, at, report);
  const env = mapAt(dynamic.env ?? {}, [...at, 'env'], report);
  const names = mapAt(env.variables ?? {}, [...at, 'env', 'variables'], report);
  const axis = (value: unknown, where: Path, choose: Axis['choose']): Axis[] =>
    value === undefined ? [] : [{ values: textsAt(value, where, report), choose }];
  return [
    ...Object.entries(names).flatMap(([name, values]) =>
      axis(values, [...at, 'env', 'variables', name], (value) => ({ variables: { [name]: value } })),
    ),
    ...axis(env.image, [...at, 'env', 'image'], (image) => ({ image })),
    ...axis(env['compute-type'], [...at, 'env', 'compute-type'], (computeType) => ({ computeType })),
    ...axis(dynamic.buildspec, [...at, 'buildspec'], (buildspec) => ({ buildspec })),
  ];
}

function combinations(axes: readonly Axis[]): Choice[] {
  return axes.reduce<Choice[]>(
    (chosen, { values, choose }) =>
      chosen.flatMap((one) =>
        values.map(choose).map((more) => ({ ...one, ...more, variables: { ...one.variables, ...more.variables } })),
      ),
    [{}],
  );
}

/** The text of a member, if there is one. */
function textOf(map: Mapping, member: string, path: Path, report: Report): string[] {
  return map[member] === undefined ? [] : textAt(map[member], [...path, member], report);
}

/** Every build has a name of its own, and none waits for itself, however far around. */
function checkOrder(builds: readonly BatchBuild[], path: Path, report: Report): void {
  const refuse = (what: string) => report({ message: `${written(path)}${what}`, path });
  const known = new Set(builds.map(({ identifier }) => identifier));
  if (known.size < builds.length) refuse(' has two builds of the same identifier');
  for (const { identifier, dependsOn } of builds) {
    for (const name of dependsOn) {
      if (!known.has(name)) refuse(`: ${identifier} depends on ${name}, which is none of its builds`);
    }
  }
  const settled = new Set<string>();
  for (let before = -1; before < settled.size; ) {
    before = settled.size;
    for (const { identifier, dependsOn } of builds) {
      if (dependsOn.every((name) => settled.has(name) || !known.has(name))) settled.add(identifier);
    }
  }
  const endless = builds.find(({ identifier }) => !settled.has(identifier));
  if (endless) refuse(`: ${endless.identifier} depends on itself`);
}
