import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellLine, shellWord } from '../../src/operations/command-line.ts';

describe('equivalent commands', () => {
  it('quote only what a shell would change', () => {
    expect(shellLine(['signalbox', 'approve', 'web', 'Gate/Approve', '-m', "it's fine"])).toBe(
      `signalbox approve web Gate/Approve -m 'it'\\''s fine'`,
    );
    expect(shellWord('')).toBe("''");
  });

  it('are read back by a shell word for word', () => {
    const words = fc.array(
      fc.string().filter((word) => !word.includes('\0')),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(words, (given) => {
        const script = `printf '%s\\0' ${shellLine(given)}`;
        const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
        expect(read.split('\0').slice(0, -1)).toEqual(given.map((word) => Buffer.from(word).toString()));
      }),
      { numRuns: 25 },
    );
  });
});
