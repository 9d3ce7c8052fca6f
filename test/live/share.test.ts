import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/domain/exact.ts';
import { share } from '../../src/live/share.ts';

describe('sharing', () => {
  it('gives the old object back when nothing changed', () => {
    const before = { stages: [{ name: 'a', token: new Exact('t') }] };
    expect(share(before, { stages: [{ name: 'a', token: new Exact('t') }] })).toBe(before);
  });

  it('keeps the identity of the parts that did not change', () => {
    const before = { stages: [{ name: 'a' }, { name: 'b', status: 'InProgress' }] };
    const after = share(before, { stages: [{ name: 'a' }, { name: 'b', status: 'Succeeded' }] });
    expect(after).not.toBe(before);
    expect(after.stages[0]).toBe(before.stages[0]);
    expect(after.stages[1]).toEqual({ name: 'b', status: 'Succeeded' });
  });

  it('tells two exact values apart', () => {
    const before = { token: new Exact('old') };
    expect(share(before, { token: new Exact('new') })).not.toBe(before);
  });

  it('sees a member that went away or came as undefined', () => {
    const before: { a: number; b?: number } = { a: 1, b: 2 };
    expect(share(before, { a: 1 })).toEqual({ a: 1 });
    expect(share<{ a?: number }>({}, { a: undefined })).toEqual({ a: undefined });
  });

  it('takes a member whatever its name', () => {
    const [empty, odd] = [JSON.parse('{}'), JSON.parse('{"__proto__":{"a":1},"constructor":2}')];
    expect(share(empty, structuredClone(odd))).toEqual(odd);
    expect(share(odd, empty)).toEqual({});
    expect(share(odd, structuredClone(odd))).toBe(odd);
  });

  it('always equals the new value, and is the old one exactly when they are equal', () => {
    const values = fc.jsonValue();
    fc.assert(
      fc.property(values, values, (before, next) => {
        expect(share(before, structuredClone(next))).toEqual(next);
        expect(share(before, structuredClone(before))).toBe(before);
      }),
    );
  });
});
