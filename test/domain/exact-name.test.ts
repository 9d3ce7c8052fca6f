import { describe, expect, it } from 'vitest';
import { exactlyNamed } from '../../src/domain/exact-name.ts';

describe('a name is exact (decision 18)', () => {
  const stages = ['Source', 'Staging', 'ProdEU', 'ProdUS', 'Production'].map((name) => ({ name }));
  const named = (word: string, candidates = stages) =>
    exactlyNamed(word, candidates, { code: 'StageNotFoundException', kind: 'stage', of: 'web' });

  it('is the one of that name, also where others begin so', () => {
    expect(named('Staging')).toBe(stages[1]);
    expect(named('Prod', [...stages, { name: 'Prod' }])).toEqual({ name: 'Prod' });
  });

  it.each(['Prod', 'prod', 'S', 'ProdE'])('%s is none, though some begin so', (word) => {
    expect(() => named(word)).toThrow();
  });

  it('lists what begins so where several do: it is not clear which was meant', () => {
    expect(() => named('Prod')).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: "'Prod' is no stage of web, and several begin so: ProdEU, ProdUS, Production; give the whole name",
      }),
    );
    expect(() => named('s')).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it.each([
    ['ProdE', 'web has no stage ProdE (did you mean ProdEU?)'],
    ['St', 'web has no stage St (did you mean Staging?)'],
    ['staging', 'web has no stage staging (did you mean Staging?)'],
    ['Stagign', 'web has no stage Stagign (did you mean Staging?)'],
    ['Zebra', 'web has no stage Zebra; its stages are Source, Staging, ProdEU, ProdUS, Production'],
  ])('%s is not found, with what is near or everything there is', (word, message) => {
    expect(() => named(word)).toThrow(
      expect.objectContaining({ exitCode: 5, code: 'StageNotFoundException', message }),
    );
  });

  it('says so where there is nothing at all', () => {
    expect(() => named('Prod', [])).toThrow('web has no stage Prod: it has none');
  });
});
