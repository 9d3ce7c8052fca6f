import { describe, expect, it } from 'vitest';
import { type InstanceFilters, isSelected } from '../../../src/rules/deployments/instance-filters.ts';

const prodWeb = { tags: { env: 'prod', role: 'web' } };
const devWeb = { tags: { env: 'dev', role: 'web' } };
const prodDb = { tags: { env: 'prod', role: 'db' } };
const rack = { tags: { env: 'prod' }, onPremises: true };
const scaled = { tags: {}, asg: 'web-asg' };
const ALL = { prodWeb, devWeb, prodDb, rack, scaled };

function selected(filters: InstanceFilters): string[] {
  return Object.entries(ALL).flatMap(([name, instance]) => (isSelected(filters, instance) ? [name] : []));
}

describe('which machines filters mean', () => {
  it('3.1 filters are alternatives', () => {
    const filters = [
      { Key: 'role', Value: 'db', Type: 'KEY_AND_VALUE' },
      { Value: 'dev', Type: 'VALUE_ONLY' },
    ] as const;
    expect(selected({ ec2TagFilters: filters })).toEqual(['devWeb', 'prodDb']);
    expect(selected({ ec2TagFilters: [{ Key: 'role', Type: 'KEY_ONLY' }] })).toEqual(['prodWeb', 'devWeb', 'prodDb']);
  });

  it('3.1 of a tag set every group must fit, by one of its filters', () => {
    const set = [
      [{ Key: 'env', Value: 'prod', Type: 'KEY_AND_VALUE' }],
      [
        { Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' },
        { Key: 'role', Value: 'api', Type: 'KEY_AND_VALUE' },
      ],
    ] as const;
    expect(selected({ ec2TagSet: set })).toEqual(['prodWeb']);
  });

  it('3.1 machines of an Auto Scaling group come in addition', () => {
    expect(selected({ autoScalingGroups: ['web-asg'] })).toEqual(['scaled']);
    const ec2TagFilters = [{ Key: 'role', Value: 'db', Type: 'KEY_AND_VALUE' }] as const;
    expect(selected({ ec2TagFilters, autoScalingGroups: ['web-asg'] })).toEqual(['prodDb', 'scaled']);
  });

  it('3.1 on-premises machines are found by filters of their own', () => {
    const filters = [{ Key: 'env', Value: 'prod', Type: 'KEY_AND_VALUE' }] as const;
    expect(selected({ onPremisesInstanceTagFilters: filters })).toEqual(['rack']);
    expect(selected({ onPremisesTagSet: [filters] })).toEqual(['rack']);
    expect(selected({ ec2TagFilters: filters })).toEqual(['prodWeb', 'prodDb']);
  });

  it('3.1 without a type, what is given must fit', () => {
    expect(selected({ ec2TagFilters: [{ Key: 'env', Value: 'dev' }] })).toEqual(['devWeb']);
    expect(selected({ ec2TagFilters: [{ Key: 'role' }] })).toEqual(['prodWeb', 'devWeb', 'prodDb']);
    expect(selected({ ec2TagFilters: [{ Value: 'db' }] })).toEqual(['prodDb']);
  });

  it('3.1 no filter finds nothing', () => {
    expect(selected({})).toEqual([]);
    expect(selected({ ec2TagSet: [] })).toEqual([]);
  });
});
