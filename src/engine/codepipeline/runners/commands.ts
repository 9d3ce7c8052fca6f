import { openLog } from './action-log.ts';
import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** A Commands action: its shell lines, with a log of its own. */
export function runCommands(starting: StartingAction): void {
  const { run, rule } = starting;
  const { write, say } = openLog(starting);
  const closing = (state: string) => write(...(rule?.logLines ?? []), say(`Phase complete: BUILD State: ${state}`));

  run.externalId = run.id;
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
