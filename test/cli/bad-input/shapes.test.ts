import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { GLOBAL_OPTIONS } from '../../../src/cli/global-options.ts';
import { GLOBAL_PLACES, PLACES, usualLine } from './lines.ts';
import { NOBODY, Refusals, wrongWith } from './refusals.ts';

const commands = COMMANDS.map((spec) => [spec.path.join(' '), spec] as const);
const withFlag = [...PLACES, ...GLOBAL_PLACES].filter(({ flag }) => flag !== undefined && flag !== '--debug');
const flagged = withFlag.map((place) => [place.title, place] as const);

describe('every shape of a line that cannot be meant', () => {
  let refusals: Refusals;

  beforeAll(async () => {
    refusals = await Refusals.open();
  });
  afterAll(() => refusals.close());

  /** What is wrong with the refusal of a line, before anybody is asked. */
  const refusal = async (argv: readonly string[], names?: RegExp) =>
    wrongWith(await refusals.end(argv, NOBODY), [2], names);

  it.each(commands)('%s: an argument that is missing is named', async (_, spec) => {
    const needed = spec.arguments.filter(({ name }) => name.startsWith('<'));
    const line = usualLine(spec);
    for (const [index, { name }] of needed.entries()) {
      const word = name.slice(1).replace(/[.>]+$/, '');
      expect(await refusal(line.slice(0, spec.path.length + index), new RegExp(word))).toEqual([]);
    }
  });

  it.each(commands)('%s: an argument too many, and one of a flag that there is not', async (_, spec) => {
    const takesList = spec.arguments.some(({ name }) => name.includes('...'));
    const full = spec.arguments.map(() => 'web');
    if (!takesList) expect(await refusal([...spec.path, ...full, 'another'])).toEqual([]);
    for (const flag of ['--colour', '--yess', '-z', '--', '--=x', '--no-yes'].filter((word) => word !== '--')) {
      expect(await refusal([...usualLine(spec), flag], new RegExp(flag))).toEqual([]);
    }
    expect(await refusal([...usualLine(spec), `--${'x'.repeat(100_000)}`])).toEqual([]);
    expect(await refusal([...usualLine(spec), '--\u001b[31m'])).toEqual([]);
  });

  it.each(flagged)('%s: without its value, or with the next flag in its place', async (_, place) => {
    const flag = place.flag ?? '';
    const before = place.line('x').slice(0, -1);
    expect(await refusal([...before, flag], place.names)).toEqual([]);
    for (const next of ['--yes', '--output', '--output=json', '--', '-h']) {
      expect(await refusal([...before, flag, next, 'x'], place.names)).toEqual([]);
    }
  });

  it.each(flagged.filter(([, { repeatable, title }]) => !repeatable && !title.startsWith('--')))(
    '%s: twice, with another value',
    async (_, place) => {
      const { flag = '', kind } = place;
      expect(await refusal([...place.line(kind.good), flag, `${kind.good}2`], place.names)).toEqual([]);
    },
  );

  it.each(commands)('%s: a value for a flag that takes none', async (_, spec) => {
    const switches = [...GLOBAL_OPTIONS, ...spec.options].filter(({ flags }) => !/[<[]/.test(flags));
    for (const { flags } of switches) {
      const flag = /--[a-z-]+/.exec(flags)?.[0] ?? '';
      expect(await refusal([...usualLine(spec), `${flag}=true`], new RegExp(flag))).toEqual([]);
    }
  });

  it.each(['frobnicate', 'x'.repeat(100_000), '\u001b[31mstatus', 'Status', 'statu', '', ' ', '-x', '--nope'])(
    'no command: %.20s',
    async (word) => expect(await refusal([word])).toEqual([]),
  );
});
