import { describe, expect, it } from 'vitest';
import { inPipeline } from '../../src/domain/subject.ts';
import { Protection } from '../../src/policy/protection.ts';

const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
const pipeline = (name: string) => inPipeline({ ...PLACE, name });

describe('a protected environment', () => {
  const production = { name: 'production', region: 'eu-*', pipeline: 'prod-*' };
  const other = { name: 'everything', account: '98*' };
  const protection = new Protection([production, other], () => 0);

  it('covers what all of its globs match', () => {
    expect(protection.environmentsOf(pipeline('prod-web'))).toEqual(['production']);
    expect(protection.environmentsOf(pipeline('web'))).toEqual([]);
    const elsewhere = { ...PLACE, region: 'us-east-1' };
    expect(protection.environmentsOf(inPipeline({ ...elsewhere, name: 'prod-web' }))).toEqual([]);
  });

  it('covers a deployment of its account and region, since whose it is cannot be told', () => {
    expect(protection.environmentsOf({ place: PLACE, deploymentId: 'd-1' })).toEqual(['production']);
  });

  it('refuses all of several when one is locked', () => {
    expect(() => protection.admit([pipeline('web'), pipeline('prod-web')])).toThrow(
      'prod-web (1234-5678-9012 eu-west-1) is in the protected environment production',
    );
    expect(() => protection.admit([pipeline('web')])).not.toThrow();
  });

  it('is locked until all that cover it are unlocked, and again when one is locked', () => {
    const both = new Protection([production, { name: 'shop', pipeline: '*-web' }], () => 0);
    both.unlock('production', 'INC-1', 1);
    expect(() => both.admit([pipeline('prod-web')])).toThrow('the protected environment shop');
    both.unlock('shop', 'INC-2', 1);
    expect(() => both.admit([pipeline('prod-web')])).not.toThrow();
    expect(both.why(pipeline('prod-web'))).toBe('INC-1; INC-2');
    both.lock('shop');
    expect(both.lockedOf([pipeline('prod-web'), pipeline('prod-web')])).toEqual(['shop']);
  });

  it('of one name is one, however many rules it has', () => {
    const two = new Protection([production, { name: 'production', account: '1234*' }], () => 0);
    expect([two.names, two.environmentsOf(pipeline('prod-web'))]).toEqual([['production'], ['production']]);
  });
});
