import type { CommandSpec } from '../command.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { wholeNumber } from '../whole-number.ts';

export const definition: CommandSpec = {
  path: ['definition'],
  summary: 'what a pipeline is made of, as AWS gives it, and what changed since an older version',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [
    { flags: '--version <N>', description: 'this version instead of the newest' },
    { flags: '--diff <N>', description: 'what is different from version N' },
  ],
  examples: [
    { command: 'signalbox definition storefront', meaning: 'YAML that can be kept in a file' },
    { command: 'signalbox definition storefront --version 1 --output json', meaning: 'an older version, for a script' },
    { command: 'signalbox definition storefront --diff 1', meaning: 'what was changed since version 1' },
  ],
  noun: 'definition',
  run: (invocation) => {
    const { words, flags } = invocation;
    const version = wholeNumber('--version', flags.text('version'));
    const from = wholeNumber('--diff', flags.text('diff'));
    return withPipeline(
      invocation,
      words[0] ?? '',
      async (target) => {
        const { definitionOutcome } = await import('../outcomes/definition-outcome.ts');
        return definitionOutcome(target, { version, from });
      },
      { everywhere: false },
    );
  },
};
