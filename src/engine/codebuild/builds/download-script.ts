import type { Build } from './build.ts';
import { failingIn } from './build-failure.ts';
import type { PhaseType } from './phases.ts';
import { containerLine, type ScriptLine } from './script-line.ts';

/** Where the source of a build is in its container. */
export function sourceFolderOf({ seed }: Pick<Build, 'seed'>): string {
  return `/codebuild/output/src${100_000_000 + (seed % 900_000_000)}/src`;
}

/**
 * What DOWNLOAD_SOURCE tells: where the source and its buildspec are, and how many commands of which phases that holds
 * (spec 4) [R]. One that fails gets no further than the buildspec.
 */
export function downloadScript(
  build: Build,
  commandCounts: readonly (readonly [phase: PhaseType, count: number])[],
): ScriptLine[] {
  const folder = sourceFolderOf(build);
  const found = [
    'Waiting for DOWNLOAD_SOURCE',
    'Phase is DOWNLOAD_SOURCE',
    `CODEBUILD_SRC_DIR=${folder}`,
    `YAML location is ${build.spec ? '/codebuild/readonly' : folder}/buildspec.yml`,
  ];
  const readies = [
    'Processing environment variables',
    ...(build.environment.some(({ type }) => type === 'PARAMETER_STORE')
      ? ['Decrypting parameter store environment variables']
      : []),
    `Moving to directory ${folder}`,
    'Registering with agent',
    `Phases found in YAML: ${commandCounts.length}`,
    ...commandCounts.map(([phase, count]) => ` ${phase}: ${count} commands`),
  ];
  return [...found, ...(failingIn(build) === 'DOWNLOAD_SOURCE' ? [] : readies)].map(containerLine);
}
