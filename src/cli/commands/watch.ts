import { notFound, usage } from '../../domain/fault.ts';
import { pipelineState } from '../../live/needs.ts';
import type { CommandSpec } from '../command.ts';
import { didYouMean } from '../nearest.ts';
import { type Target, withPipeline } from '../pick-pipeline.ts';

export const watch: CommandSpec = {
  path: ['watch'],
  summary: 'follow an execution to its end; the exit code tells how it ended',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [
    { flags: '--execution <ID>', description: 'this execution instead of the newest' },
    { flags: '--revision <REV>', description: 'the execution that carries this revision; waits for it to appear' },
    { flags: '--until <STAGE>', description: 'enough when this stage has succeeded' },
    { flags: '--fail-on-approval', description: 'exit 3 when it waits for a person' },
  ],
  examples: [
    { command: 'signalbox watch storefront --timeout 30m', meaning: 'the newest execution' },
    { command: 'signalbox watch storefront --revision 77b0e1d --until Staging', meaning: 'after a push' },
    { command: 'signalbox watch storefront --output ndjson', meaning: 'one object a change, the result last' },
  ],
  noun: 'result',
  streams: () => true,
  run: (invocation) => {
    const { words, flags } = invocation;
    const wanted = { executionId: flags.text('execution'), revision: flags.text('revision') };
    if (wanted.executionId !== undefined && wanted.revision !== undefined) {
      throw usage('--execution and --revision exclude each other');
    }
    return withPipeline(
      invocation,
      words[0] ?? '',
      async (target) => {
        const until = flags.text('until');
        if (until !== undefined) await mustHaveStage(target, until);
        const { watchOutcome } = await import('../watch/watch-outcome.ts');
        const goal = { until, failOnApproval: flags.on('failOnApproval') };
        return watchOutcome(invocation, { ...target, wanted, goal, operation: 'watch' });
      },
      { everywhere: false },
    );
  },
};

async function mustHaveStage({ session, id }: Target, stage: string): Promise<void> {
  const { stages } = await session.live.read(pipelineState(id));
  const names = stages.map(({ name }) => name);
  if (names.includes(stage)) return;
  throw notFound('StageNotFoundException', `${id.name} has no stage ${stage}${didYouMean(stage, names)}`);
}
