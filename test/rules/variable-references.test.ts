import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveReferences, variableReferences } from '../../src/rules/variable-references.ts';

describe('variable references', () => {
  it('2.10 finds every #{namespace.key}, and only that', () => {
    expect(variableReferences('a #{Git.CommitId}#{B-1.x@y_z} #{nodot} #{a.b c} $ {Git.X} {Git.Y}')).toEqual([
      { namespace: 'Git', key: 'CommitId' },
      { namespace: 'B-1', key: 'x@y_z' },
    ]);
  });

  it('2.10 puts the value in its place, as it is', () => {
    expect(resolveReferences('<#{a.b}>', () => '$& #{a.b}')).toEqual({ text: '<$& #{a.b}>' });
  });

  it('2.10 names the first reference without a value', () => {
    const result = resolveReferences('#{a.one} #{a.two} #{a.three}', ({ key }) => (key === 'one' ? '1' : undefined));
    expect(result).toEqual({ missing: { namespace: 'a', key: 'two' } });
  });

  it('2.10 text without references stays the same', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(variableReferences(text).length === 0);
        expect(resolveReferences(text, () => 'x')).toEqual({ text });
      }),
    );
  });
});
