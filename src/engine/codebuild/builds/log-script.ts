import type { Buildspec, BuildspecPhase } from '../../../rules/buildspec/buildspec.ts';
import type { Random } from '../../random.ts';
import type { Build } from './build.ts';
import { failingIn } from './build-failure.ts';
import { downloadScript } from './download-script.ts';
import { linesByTheSecond } from './lines-by-the-second.ts';
import { npmCommandOf, npmScript } from './npm-script.ts';
import type { PhaseType } from './phases.ts';
import { containerLine, outputLine, type ScriptLine } from './script-line.ts';

/** The lines of each phase; one that is absent is not told of. */
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
  const counts = commandCounts(commands);
  const failing = failingIn(build);
  if (failing && commands[failing]) {
    const line = `Command did not exit successfully ${failedCommandOf(build, failing)} exit status 1`;
    commands[failing] = [...commands[failing], containerLine(line)];
  }
  return {
    PROVISIONING: [containerLine('Running on CodeBuild On-demand'), containerLine('Waiting for agent ping')],
    DOWNLOAD_SOURCE: downloadScript(build, counts),
    ...commands,
    ...(hasArtifacts(build) && { UPLOAD_ARTIFACTS: uploadScript(failing) }),
  };
}

type Commands = Partial<Record<PhaseType, readonly ScriptLine[]>>;

/** How many commands are run in each phase that has any. */
function commandCounts(commands: Commands): [PhaseType, number][] {
  return Object.entries(commands)
    .map(([phase, lines]): [PhaseType, number] => [
      phase as PhaseType,
      lines.filter(({ container, text }) => container && text.startsWith('Running command ')).length,
    ])
    .filter(([, count]) => count > 0);
}

function hasArtifacts({ settings }: Build): boolean {
  return settings?.artifacts.type !== 'NO_ARTIFACTS';
}

function uploadScript(failing: PhaseType | undefined): ScriptLine[] {
  const looked = ['Expanding base directory path: .', 'Assembling file list'];
  return [...looked, ...(failing === 'UPLOAD_ARTIFACTS' ? [] : ['Found 1 file(s)'])].map(containerLine);
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
