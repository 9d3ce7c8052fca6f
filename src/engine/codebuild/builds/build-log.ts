import type { SourceLine } from '../../logs/streams/log-source.ts';
import { Random } from '../../random.ts';
import type { Build } from './build.ts';
import { planOf } from './build-progress.ts';
import { writeLogScript } from './log-script.ts';
import { contextOf } from './phase-context.ts';
import type { PhaseContext, PhaseType, PlannedPhase } from './phases.ts';
import { containerLine, type ScriptLine } from './script-line.ts';

/** What a build writes from its start to its end, each line at its time. */
export function buildLog(build: Build): SourceLine[] {
  const { phases } = planOf(build);
  const main = phases.find(({ type }) => type === 'BUILD');
  const script = writeLogScript(build, main ? (main.quietFrom - main.start) / 1000 : 0, new Random(build.seed));
  return phases.flatMap((phase) =>
    spread(phase, script[phase.type], contextOf(build, phase)).map(({ at, line }) => {
      const timestamp = build.startTime + at;
      const message = line.container ? `[Container] ${containerTime(timestamp)} ${line.text}` : line.text;
      return { timestamp, message };
    }),
  );
}

/** The phases whose begin a log tells in the same words; the others have their own. */
const ENTERED: ReadonlySet<PhaseType> = new Set(['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD']);

interface TimedLine {
  readonly at: number;
  readonly line: ScriptLine;
}

/** The lines of a phase over its time: what it enters with, what it prints until it ends, how it ended. */
function spread(
  phase: PlannedPhase,
  lines: readonly ScriptLine[] | undefined,
  context: PhaseContext | undefined,
): TimedLine[] {
  if (!lines) return [];
  const length = phase.quietFrom - phase.start;
  const out = ENTERED.has(phase.type) ? [{ at: phase.start, line: containerLine(`Entering phase ${phase.type}`) }] : [];
  lines.forEach((line, i) => {
    const at = phase.start + Math.floor((length * (i + 1)) / (lines.length + 1));
    if (at <= phase.end) out.push({ at, line });
  });
  if (phase.type === 'PROVISIONING') return out;
  const { statusCode, message } = context ?? { statusCode: '', message: '' };
  const at = phase.end;
  out.push({ at, line: containerLine(`Phase complete: ${phase.type} State: ${phase.status}`) });
  out.push({ at, line: containerLine(`Phase context status code: ${statusCode} Message: ${message}`) });
  return out;
}

/** `2026/01/02 03:04:05.678000`, as CodeBuild writes times in its log. */
function containerTime(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')} ${iso.slice(11, 23)}000`;
}
