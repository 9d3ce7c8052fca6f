import type { Buildspec, BuildspecPhase } from '../../../rules/buildspec/buildspec.ts';
import type { Random } from '../../random.ts';
import type { Build } from './build.ts';
import { failingIn } from './build-failure.ts';
import { linesByTheSecond } from './lines-by-the-second.ts';
import { npmCommandOf, npmScript } from './npm-script.ts';
import type { PhaseType } from './phases.ts';
import { containerLine, outputLine, type ScriptLine } from './script-line.ts';

/** The lines of each phase. */
export type LogScript = Readonly<Partial<Record<PhaseType, readonly ScriptLine[]>>>;

/** The phases of a buildspec as builds call them. */
const PHASES: Readonly<Partial<Record<PhaseType, BuildspecPhase>>> = {
  INSTALL: 'install',
  PRE_BUILD: 'pre_build',
  BUILD: 'build',
  POST_BUILD: 'post_build',
};

/** What a build prints: CodeBuild's own lines, and between them those of its commands. */
export function writeLogScript(build: Build, buildSeconds: number, random: Random): LogScript {
  const { spec } = build;
  const commands = spec ? specScript(build, spec, buildSeconds) : npmScript(build, buildSeconds, random);
  const failing = failingIn(build);
  if (failing && commands[failing]) {
    const line = `Command did not exit successfully ${failedCommandOf(build, failing)} exit status 1`;
    commands[failing] = [...commands[failing], containerLine(line)];
  }
  return {
    PROVISIONING: [containerLine('Running on CodeBuild On-demand'), containerLine('Waiting for agent ping')],
    DOWNLOAD_SOURCE: [
      containerLine('Waiting for DOWNLOAD_SOURCE'),
      containerLine('CODEBUILD_SRC_DIR=/codebuild/output/src/src'),
      containerLine(`YAML location is ${spec ? '/codebuild/readonly' : '/codebuild/output/src/src'}/buildspec.yml`),
    ],
    ...commands,
    UPLOAD_ARTIFACTS: [
      containerLine('Expanding base directory path: .'),
      containerLine('Assembling file list'),
      containerLine('Found 1 file(s)'),
    ],
  };
}

/** The last command of a phase is the one that fails, if any does [D]. */
export function failedCommandOf(build: Build, phase: PhaseType): string {
  const own = build.spec?.commands[PHASES[phase]!];
  return own?.at(-1) ?? npmCommandOf(build, phase);
}

/** The commands of a buildspec, each as it is run; what they print is not known, but for a rule's lines. */
function specScript(
  build: Build,
  { commands }: Buildspec,
  buildSeconds: number,
): Partial<Record<PhaseType, ScriptLine[]>> {
  const { logLines = [], logLinesPerSecond } = build;
  const printed = logLinesPerSecond ? linesByTheSecond(build, buildSeconds) : logLines.map(outputLine);
  const lines = Object.entries(PHASES).map(([type, phase]): [string, ScriptLine[]] => {
    const run = (commands[phase] ?? []).map((command) => containerLine(`Running command ${command}`));
    return [type, type === 'BUILD' ? [...run, ...printed] : run];
  });
  return Object.fromEntries(lines);
}
