import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { cutLongWords } from '../../src/domain/long-words.ts';

describe('a line that quotes what is too long to be read', () => {
  it('leaves the middle out of a long word and of long quotes, and nothing else', () => {
    expect(cutLongWords(`there is no pipeline ${'a'.repeat(500)}z in eu-west-1`)).toBe(
      `there is no pipeline ${'a'.repeat(30)}…${'a'.repeat(29)}z in eu-west-1`,
    );
    expect(cutLongWords(`--x must be one of a, b, not '${'two words '.repeat(1000)}': see help`)).toBe(
      "--x must be one of a, b, not 'two words two words two words …two words two words two words ': see help",
    );
    const arn = `arn:aws:codepipeline:eu-west-1:123456789012:${'p'.repeat(100)}`;
    expect(cutLongWords(`not allowed: codepipeline:GetPipeline on ${arn}`)).toContain(arn);
    const list = Array.from({ length: 200 }, (_, index) => `stage-${index}`).join(', ');
    expect(cutLongWords(list)).toBe(list);
  });

  it('cuts no character in half', () => {
    expect(cutLongWords('😀'.repeat(500)).isWellFormed()).toBe(true);
    expect(cutLongWords(`x${'😀'.repeat(500)}`).isWellFormed()).toBe(true);
  });

  it('holds for every fault', () => {
    const { message } = new Fault({ kind: 'usage', code: 'Usage', message: `no stage ${'x'.repeat(100_000)}` });
    expect(message.length).toBeLessThan(100);
  });

  it('leaves the middle out of a line that no list of names would fill', () => {
    const line = cutLongWords('word '.repeat(20_000));
    expect(line.length).toBeLessThanOrEqual(10_001);
    expect(line).toMatch(/^word word .*….* word $/);
  });
});
