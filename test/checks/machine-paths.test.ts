import { describe, expect, it } from 'vitest';
import { findMachinePaths } from '../../scripts/checks/machine-paths.ts';

// Put together here, so that the check does not find them in this file.
const home = (name: string) => ['', 'home', name].join('/');

describe('paths of a machine', () => {
  it('are found: homes, and the places given', () => {
    expect(findMachinePaths(`see ${home('alice')}/project`)).toEqual([home('alice')]);
    expect(findMachinePaths(`'${['', 'Users', 'bob'].join('/')}/x'`)).toHaveLength(1);
    expect(findMachinePaths(['C:', 'Users', 'carol'].join('\\'))).toHaveLength(1);
    expect(findMachinePaths('in /srv/checkout/src', ['/srv/checkout'])).toEqual(['/srv/checkout']);
  });

  it('are not the homes of AWS machine images, nor parts of addresses', () => {
    expect(findMachinePaths('/home/ec2-user/app')).toEqual([]);
    expect(
      findMachinePaths('https://console.aws.amazon.com/cloudwatch/home?region=x, https://example.com/home/page'),
    ).toEqual([]);
  });
});
