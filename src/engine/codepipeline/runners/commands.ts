import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** A Commands action: its shell lines, with a log group for the pipeline and a stream for each run [R]. */
export function runCommands(starting: StartingAction): void {
  const { run, context, rule } = starting;
  const { pipeline } = run.stageRun.execution;
  const group = `/aws/codepipeline/${pipeline.name}`;
  const { clock } = context.world;
  const write = (...lines: readonly string[]) => {
    const timestamp = clock.now();
    const events = lines.map((line) => ({ timestamp, message: line }));
    context.services.logs.write(group, run.id, events);
  };
  const say = (text: string) => `[Container] ${containerTime(clock.now())} ${text}`;
  const closing = (state: string) => write(...(rule?.logLines ?? []), say(`Phase complete: BUILD State: ${state}`));

  run.externalId = run.id;
  run.logStreamArn = `arn:aws:logs:${pipeline.region}:${pipeline.account}:log-group:${group}:log-stream:${run.id}`;
  const commands = run.action.declaration.commands ?? [];
  write(say('Entering phase BUILD'), ...commands.map((command) => say(`Running command ${command}`)));
  playOut(
    {
      ...starting,
      succeed: (result) => {
        closing('SUCCEEDED');
        starting.succeed(result);
      },
      fail: (result) => {
        closing('FAILED');
        starting.fail(result);
      },
    },
    { seconds: SECONDS, result: () => declaredVariables(starting) },
  );
}

/** A Commands action sets every variable that it declares; what to is made up where no rule says it. */
function declaredVariables({ run, context }: StartingAction): ActionResult {
  const names = run.action.declaration.outputVariables ?? [];
  return { outputVariables: Object.fromEntries(names.map((name) => [name, context.world.random.hex(8)])) };
}

/** As containers write it: `2026/01/02 03:04:05.678000` [R]. */
function containerTime(at: number): string {
  const [day, time] = new Date(at).toISOString().split('T');
  return `${day!.replaceAll('-', '/')} ${time!.replace('Z', '000')}`;
}
