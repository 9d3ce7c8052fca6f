import type { Build } from './build.ts';
import { failingIn } from './build-failure.ts';
import type { PhaseType } from './phases.ts';
import { containerLine, type ScriptLine } from './script-line.ts';

/** Where the source of a build is in its container. */
function sourceFolderOf({ seed }: Pick<Build, 'seed'>): string {
  return `/codebuild/output/src${100_000_000 + (seed % 900_000_000)}/src`;
}

/** Where it looks for what it is to do. */
export function buildspecPathOf(build: Build): string {
  return `${build.spec ? '/codebuild/readonly' : sourceFolderOf(build)}/buildspec.yml`;
}

/**
 * What DOWNLOAD_SOURCE tells: where the source and its buildspec are, and how many commands of which phases that holds
 * (spec 4) [R]. One that fails finds no buildspec.
 */
export function downloadScript(
  build: Build,
  commandCounts: readonly (readonly [phase: PhaseType, count: number])[],
): ScriptLine[] {
  const folder = sourceFolderOf(build);
  const found = ['Waiting for DOWNLOAD_SOURCE', 'Phase is DOWNLOAD_SOURCE', `CODEBUILD_SRC_DIR=${folder}`];
  const readies = [
    `YAML location is ${buildspecPathOf(build)}`,
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
