import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { GLOBAL_OPTIONS } from '../../../src/cli/global-options.ts';
import { goesOn } from '../support/demo.ts';
import { HOSTILE, NO_DURATION, NO_WHOLE_NUMBER } from './hostile.ts';
import { HARMLESS, MOST_OF_ANY_LINE, Refusals, wrongWith } from './refusals.ts';

const flags = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)].flatMap(
  ({ flags: text }) => text.match(/-{1,2}[a-z][a-z-]*/g) ?? [],
);
const words = [
  ...COMMANDS.flatMap(({ path }) => path),
  ...[
    'web',
    'Gate',
    'Gate/Approve',
    'ffffff',
    'help',
    '--help',
    '-h',
    '--',
    '-',
    '=',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...Object.values(HOSTILE),
  ...NO_WHOLE_NUMBER,
  ...NO_DURATION,
];

const word = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...flags),
  fc.tuple(fc.constantFrom(...flags), fc.constantFrom(...words)).map(([flag, value]) => `${flag}=${value}`),
  fc.string({ unit: 'binary' }),
);
const line = fc
  .tuple(fc.constantFrom(...COMMANDS.map(({ path }) => path)), fc.array(word, { maxLength: 6 }))
  .map(([path, rest]) => [...path, ...rest]);

describe('any line at all', () => {
  let refusals: Refusals;
  beforeAll(async () => {
    refusals = await Refusals.open();
  });
  afterAll(() => refusals.close());

  it('ends with a code of the contract, one line and nothing sent', async () => {
    await fc.assert(
      fc.asyncProperty(line, async (argv) => {
        // Last, so that it holds; a value is not taken from it.
        const at = argv.indexOf('--');
        const front = at < 0 ? argv : argv.slice(0, at);
        // Local time passes while files are read: only what would go on without end is ended by it.
        const timeout = goesOn(`signalbox ${argv.join(' ')}`) ? ['--timeout=5s'] : [];
        const ended = await refusals.end([...front, '--dry-run', ...timeout, ...argv.slice(front.length)]);
        expect(wrongWith(ended, HARMLESS, /^/, MOST_OF_ANY_LINE)).toEqual([]);
      }),
      // The same lines every time; `RUNS=5000` looks for others.
      process.env.RUNS ? { numRuns: Number(process.env.RUNS) } : { numRuns: 300, seed: 1 },
    );
  });
});
