import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOptions } from '../support/cli-rig.ts';
import { HOSTILE } from './hostile.ts';
import { GLOBAL_PLACES, PLACES, type Place } from './lines.ts';
import { HARMLESS, NOBODY, Refusals, wrongWith } from './refusals.ts';

describe('every value of the command line: one clear line, the exit code of the contract, and nothing sent', () => {
  let refusals: Refusals;

  beforeAll(async () => {
    refusals = await Refusals.open();
  });
  afterAll(() => refusals.close());

  const all = [...PLACES, ...GLOBAL_PLACES].map((place) => [place.title, place] as const);
  const asRecord = (values: readonly string[]) => Object.fromEntries(values.map((value) => [value, value]));

  /** The line with a flag in front of what may be an end of all flags. */
  function withFlags(place: Place, value: string, flags: readonly string[]): string[] {
    const line = place.line(value);
    const end = line.indexOf('--');
    return end < 0 ? [...line, ...flags] : [...line.slice(0, end), ...flags, ...line.slice(end)];
  }

  /** All that is wrong with all values, so that one run tells everything. */
  async function wrongWithAll(
    place: Place,
    values: Readonly<Record<string, string>>,
    { codes, flags, options }: { codes: readonly number[]; flags: readonly string[]; options?: RunOptions },
  ) {
    const found: string[] = [];
    for (const [what, value] of Object.entries(values)) {
      const wrong = wrongWith(await refusals.end(withFlags(place, value, flags), options), codes, place.names);
      found.push(...wrong.map((problem) => `${what}: ${problem}`));
    }
    return found;
  }

  it.each(all)('%s: what cannot be meant is 2, before anybody is asked', async (_, place) => {
    const values = { ...asRecord(place.kind.malformed), ...(place.kind.free ? {} : HOSTILE) };
    expect(await wrongWithAll(place, values, { codes: [2], flags: ['--yes'], options: NOBODY })).toEqual([]);
  });

  it.each(all.filter(([, { kind }]) => kind.free))('%s: whatever it is, it does no harm', async (_, place) => {
    const flags = place.command.streams ? ['--dry-run', '--timeout=5s'] : ['--dry-run'];
    expect(await wrongWithAll(place, HOSTILE, { codes: HARMLESS, flags })).toEqual([]);
  });

  it.each(all)('%s: nothing, or what no argument is, is 2 before anybody is asked', async (_, place) => {
    if (place.flag === '--debug') return;
    const { empty, blank, 'as long as a file': long, 'escape sequences': escapes } = HOSTILE;
    const values = { empty, blank, long, escapes } as Record<string, string>;
    expect(await wrongWithAll(place, values, { codes: [2], flags: ['--yes'], options: NOBODY })).toEqual([]);
  });

  it.each(all.filter(([, { kind }]) => kind.unknown))('%s: what is not there', async (_, place) => {
    const found: string[] = [];
    for (const [value, codes] of Object.entries(place.kind.unknown ?? {})) {
      const wrong = await wrongWithAll(place, { [value]: value }, { codes, flags: ['--dry-run'] });
      found.push(...wrong);
    }
    expect(found).toEqual([]);
  });

  const withDocuments = all.filter(([title, { command }]) => command.noun !== undefined && title !== '--output');

  it.each(withDocuments)('%s: with --output json the error is the document', async (_, place) => {
    if (place.flag === '--debug') return;
    const flags = ['--output', 'json', '--yes'];
    const [value = ''] = place.kind.free ? [''] : place.kind.malformed;
    const { out, code } = await refusals.end(withFlags(place, value, flags), NOBODY);
    expect(code).toBe(2);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schema: 'signalbox/1', errors: [{ exitCode: 2 }] });
    expect(document.errors[0].message).toMatch(place.names);
  });
});
