import { wholeRevisionHint } from '../../domain/execution.ts';
import { usage } from '../../domain/fault.ts';
import type { CommandSpec, Invocation, Outcome } from '../command.ts';
import { executionId } from '../execution-id.ts';
import { checkName } from '../names.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { revisionGiven } from '../revision.ts';
import type { Wanted } from '../watch/find-execution.ts';
import type { WatchGoal } from '../watch/verdict.ts';

export const watch: CommandSpec = {
  path: ['watch'],
  summary: 'follow an execution to its end; the exit code tells how it ended',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name, or with --revision a pattern such as 'web-*'" }],
  options: [
    { flags: '--execution <ID>', description: 'this execution instead of the newest' },
    { flags: '--revision <REV>', description: 'the execution that carries this revision; waits for it to appear' },
    { flags: '--until <STAGE>', description: 'enough when this stage has succeeded' },
    { flags: '--fail-on-approval', description: 'exit 3 when it waits for a person' },
  ],
  examples: [
    { command: 'signalbox watch storefront --timeout 30m', meaning: 'the newest execution' },
    { command: 'signalbox watch storefront --revision 77b0e1d --until Staging', meaning: 'after a push' },
    {
      command: "signalbox watch 'store*' --revision 77b0e1d --timeout 1h",
      meaning: 'a commit in every pipeline it reaches',
    },
    { command: 'signalbox watch storefront --output ndjson', meaning: 'one object a change, the result last' },
  ],
  noun: 'result',
  streams: () => true,
  run: (invocation) => {
    const { words, flags } = invocation;
    const wanted = {
      executionId: executionId('--execution', flags.text('execution')),
      revision: revisionGiven('--revision', flags.text('revision')),
    };
    if (wanted.executionId !== undefined && wanted.revision !== undefined) {
      throw usage('--execution and --revision exclude each other');
    }
    const [name = ''] = words;
    const until = flags.text('until');
    if (until !== undefined) checkName('--until', 'stage', until);
    const goal = { until, failOnApproval: flags.on('failOnApproval') };
    if (isPattern(name)) return watchSeveral(invocation, name, wanted, goal);
    return withPipeline(
      invocation,
      name,
      async (target) => {
        hintAtRevision(invocation, wanted);
        const { watchOutcome } = await import('../watch/watch-outcome.ts');
        return watchOutcome(invocation, { ...target, wanted, goal, operation: 'watch' });
      },
      { everywhere: false },
    );
  },
};

/** Only who can watch at all is told what is waited for. */
function hintAtRevision({ note }: Invocation, { revision }: Wanted): void {
  const hint = wholeRevisionHint(revision);
  if (hint) note(hint);
}

async function watchSeveral(
  invocation: Invocation,
  pattern: string,
  { executionId, revision }: Wanted,
  goal: WatchGoal,
): Promise<Outcome> {
  if (executionId !== undefined) throw usage('--execution names one execution: it has no meaning beside a pattern');
  hintAtRevision(invocation, { revision });
  const { watchFleet } = await import('../watch/watch-fleet.ts');
  return watchFleet(invocation, pattern, revision, goal);
}

/** Whether a word means several pipelines: no name of one has these characters. */
function isPattern(word: string): boolean {
  return /[*?]/.test(word);
}
