import { describe, expect, it } from 'vitest';
import { StatusLine } from '../../../src/cli/output/status-line.ts';
import { Sink } from '../support/cli-rig.ts';

/** What a terminal shows of it: a carriage return begins the line again. */
function shown(written: string): string[] {
  return written.split('\n').map((line) => {
    const cells: string[] = [];
    for (const part of line.split('\r')) cells.splice(0, part.length, ...part);
    return cells.join('').trimEnd();
  });
}

describe('the line of progress', () => {
  it('replaces what it said before, and is gone at the end', () => {
    const err = new Sink(40);
    const status = new StatusLine({ err, env: {} });
    status.show('12 of 100 pipelines');
    status.show('done');
    expect(shown(err.text)).toEqual(['done']);
    status.show('');
    expect(shown(err.text)).toEqual(['']);
  });

  it('stays below what is printed meanwhile', () => {
    const err = new Sink(40);
    const status = new StatusLine({ err, env: {} });
    status.show('12 of 100 pipelines');
    status.above(() => err.write('a note\n'));
    expect(shown(err.text)).toEqual(['a note', '12 of 100 pipelines']);
  });

  it('never wraps, and says nothing of what could steer a terminal', () => {
    const err = new Sink(20);
    new StatusLine({ err, env: {} }).show(`${'x'.repeat(50)}\u001b[2J`);
    expect(shown(err.text)[0]).toHaveLength(19);
    expect(err.text).not.toContain('\u001b');
  });

  it.each([
    ['no terminal', undefined, {}],
    ['a dumb one', 40, { TERM: 'dumb' }],
  ])('is not there on %s', (_, columns, env) => {
    const err = new Sink(columns);
    const status = new StatusLine({ err, env });
    status.show('12 of 100 pipelines');
    status.show('');
    expect(err.text).toBe('');
  });
});
