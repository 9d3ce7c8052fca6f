import type { StartingAction } from './runner.ts';

/** The log of an action that runs commands: a log group for the pipeline and a stream for each run [R]. */
export interface ActionLog {
  write(...lines: readonly string[]): void;
  /** A line as the container itself writes it, with the time. */
  say(text: string): string;
}

export function openLog({ run, context }: StartingAction): ActionLog {
  const { pipeline } = run.stageRun.execution;
  const { clock } = context.world;
  const group = `/aws/codepipeline/${pipeline.name}`;
  run.logStreamArn = `arn:aws:logs:${pipeline.region}:${pipeline.account}:log-group:${group}:log-stream:${run.id}`;
  return {
    write: (...lines) => {
      const timestamp = clock.now();
      context.services.logs.write(
        group,
        run.id,
        lines.map((message) => ({ timestamp, message })),
      );
    },
    say: (text) => `[Container] ${containerTime(clock.now())} ${text}`,
  };
}

/** As containers write it: `2026/01/02 03:04:05.678000` [R]. */
function containerTime(at: number): string {
  const [day, time] = new Date(at).toISOString().split('T');
  return `${day!.replaceAll('-', '/')} ${time!.replace('Z', '000')}`;
}
