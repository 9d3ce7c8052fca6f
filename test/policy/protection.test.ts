import { describe, expect, it } from 'vitest';
import { inPipeline } from '../../src/domain/subject.ts';
import { Protection } from '../../src/policy/protection.ts';

const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
const pipeline = (name: string) => inPipeline({ ...PLACE, name });

describe('a protected environment', () => {
  const production = { name: 'production', region: 'eu-*', pipeline: 'prod-*' };
  const protection = new Protection([production], () => 0);

  it('covers what all of its globs match', () => {
    expect(protection.environmentOf(pipeline('prod-web'))).toBe(production);
    expect(protection.environmentOf(pipeline('web'))).toBeUndefined();
    const elsewhere = { ...PLACE, region: 'us-east-1' };
    expect(protection.environmentOf(inPipeline({ ...elsewhere, name: 'prod-web' }))).toBeUndefined();
  });

  it('covers a deployment of its account and region, since whose it is cannot be told', () => {
    expect(protection.environmentOf({ place: PLACE, deploymentId: 'd-1' })).toBe(production);
  });

  it('refuses all of several when one is locked', () => {
    expect(() => protection.admit([pipeline('web'), pipeline('prod-web')])).toThrow(
      'prod-web (1234-5678-9012 eu-west-1) is in the protected environment production',
    );
    expect(() => protection.admit([pipeline('web')])).not.toThrow();
  });
});
