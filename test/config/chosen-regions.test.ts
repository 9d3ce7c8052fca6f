import { describe, expect, it } from 'vitest';
import { chosenRegions } from '../../src/config/chosen-regions.ts';
import { regionProblem } from '../../src/domain/region.ts';

describe('which regions', () => {
  it('flag beats environment beats file', () => {
    const env = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-2' };
    expect(chosenRegions(['eu-west-1', 'eu-west-2'], env, { region: 'eu-west-3' })).toEqual(['eu-west-1', 'eu-west-2']);
    expect(chosenRegions([], env, { region: 'eu-west-3' })).toEqual(['us-east-1']);
    expect(chosenRegions([], { ...env, AWS_REGION: '' }, { region: 'eu-west-3' })).toEqual(['us-east-2']);
    expect(chosenRegions([], {}, { region: 'eu-west-3' })).toEqual(['eu-west-3']);
    expect(chosenRegions([], {}, {})).toEqual([]);
  });

  it('a malformed one is a usage error that names the variable', () => {
    expect(() => chosenRegions([], { AWS_REGION: '../x' }, {})).toThrow(
      "AWS_REGION must be a region such as eu-west-1, not '../x'",
    );
    expect(() => chosenRegions([], { AWS_DEFAULT_REGION: 'US' }, {})).toThrow(/^AWS_DEFAULT_REGION must be a region/);
  });

  it.each(['us-east-1', 'us-gov-west-1', 'us-isob-east-1', 'cn-northwest-1', 'eusc-de-east-1', 'ap-southeast-10'])(
    '%s is a region',
    (region) => expect(regionProblem(region)).toBeUndefined(),
  );

  it.each(['../x', 'US', 'U S', 'eu-west', 'eu-west-1.evil.example', 'eu-west-1\n', ''])('%j is none', (text) =>
    expect(regionProblem(text)).toBeDefined(),
  );
});
