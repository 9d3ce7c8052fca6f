import type { LogSource } from '../logs/log-source.ts';
import { Random } from '../random.ts';
import { containerLine, type ScriptInput, type ScriptLine, writeLogScript } from './log-script.ts';
import type { BuildPlan, PlannedPhase } from './phases.ts';

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/**
 * What a build writes, each line at its time. The lines are made when somebody first reads them: of the many builds of a
 * pipeline's past nearly all are never read.
 */
export class BuildLog implements LogSource {
  readonly #make: () => Line[];
  #lines: Line[] | undefined;
  #next = 0;

  /** `startTime` in epoch milliseconds; the same seed gives the same text. */
  constructor(startTime: number, plan: BuildPlan, input: ScriptInput, seed: number) {
    const build = plan.phases.find(({ type }) => type === 'BUILD')!;
    const seconds = (build.quietFrom - build.start) / 1000;
    this.#make = () => timedLines(startTime, plan, writeLogScript(input, seconds, new Random(seed)));
  }

  get isDone(): boolean {
    return this.#next === this.#lines?.length;
  }

  take(until: number): Line[] {
    this.#lines ??= this.#make();
    const from = this.#next;
    while (this.#next < this.#lines.length && this.#lines[this.#next]!.timestamp <= until) this.#next += 1;
    return this.#lines.slice(from, this.#next);
  }
}

function timedLines(startTime: number, plan: BuildPlan, script: ReturnType<typeof writeLogScript>): Line[] {
  const lines: Line[] = [];
  for (const phase of plan.phases) {
    for (const { at, line } of spread(phase, script[phase.type] ?? [])) {
      const timestamp = startTime + at;
      const message = line.container ? `[Container] ${containerTime(timestamp)} ${line.text}` : line.text;
      lines.push({ timestamp, message });
    }
  }
  return lines;
}

/** The lines of a phase over its time: what it enters with, what it prints, how it ended. */
function spread(phase: PlannedPhase, lines: readonly ScriptLine[]): { at: number; line: ScriptLine }[] {
  if (lines.length === 0) return [];
  const length = phase.quietFrom - phase.start;
  const isEntered = phase.type !== 'PROVISIONING' && phase.type !== 'UPLOAD_ARTIFACTS';
  const out = isEntered ? [{ at: phase.start, line: containerLine(`Entering phase ${phase.type}`) }] : [];
  lines.forEach((line, i) => {
    out.push({ at: phase.start + Math.floor((length * (i + 1)) / (lines.length + 1)), line });
  });
  if (phase.type === 'PROVISIONING') return out;
  const { statusCode, message } = phase.context ?? { statusCode: '', message: '' };
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
