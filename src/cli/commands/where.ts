import type { CommandSpec } from '../command.ts';
import { revisionGiven } from '../revision.ts';
import { wholeNumber } from '../whole-number.ts';

const USUAL_DEPTH = 100;

export const where: CommandSpec = {
  path: ['where'],
  summary: 'in which stage of which pipeline a commit, image or version is, was, or waits',
  arguments: [
    {
      name: '<REVISION>',
      description: "a commit or digest (7 characters are enough), an S3 version, a tag, or '#123'",
    },
    { name: '[GLOB...]', description: 'only pipelines whose name matches one of these' },
  ],
  options: [
    {
      flags: '--depth <N>',
      description: `executions of each pipeline to look at, ${USUAL_DEPTH} unless told otherwise`,
    },
  ],
  examples: [
    { command: 'signalbox where 77b0e1d', meaning: 'has my change reached production?' },
    { command: "signalbox where 77b0e1d 'store*' --output json", meaning: 'for a script' },
    { command: "signalbox where '#4711'", meaning: 'a pull request, by the message of its merge' },
  ],
  noun: 'places',
  async run(invocation) {
    const { words, flags } = invocation;
    const [wanted = '', ...globs] = words;
    revisionGiven('REVISION', wanted);
    const depth = wholeNumber('--depth', flags.text('depth')) ?? USUAL_DEPTH;
    const { placesOutcome } = await import('../outcomes/places-outcome.ts');
    return placesOutcome(invocation, { wanted, globs, depth });
  },
};
