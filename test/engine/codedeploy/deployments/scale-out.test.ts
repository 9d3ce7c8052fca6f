import { describe, expect, it } from 'vitest';
import { appspec, DeploymentHarness, OTHER, REVISION } from './deployment-harness.ts';

const SLOW = { 'app.zip': { appspec: appspec({}) }, 'other.zip': { appspec: appspec({ AfterInstall: 'a.sh' }) } };

function scaling(more: object = {}): DeploymentHarness {
  const harness = new DeploymentHarness();
  harness.application();
  harness.group({ autoScalingGroups: ['web'], deploymentConfigName: 'CodeDeployDefault.AllAtOnce', ...more });
  harness.bundles(SLOW);
  scale(harness, 1);
  return harness;
}

/** From now on the Auto Scaling group has so many machines. */
function scale(harness: DeploymentHarness, size: number): void {
  harness.fleet(...Array.from({ length: size }, (_, index) => ({ id: `i-${index}`, asg: 'web' })));
}

function deployments(harness: DeploymentHarness): string[] {
  return harness.call('ListDeployments', {}).deployments;
}

describe('machines that are scaled out', () => {
  it('3.4 get what went well last, each by a deployment of its own', () => {
    const harness = scaling();
    const first = harness.deploy({ fileExistsBehavior: 'RETAIN' });
    scale(harness, 3);
    const [third, second, ...others] = deployments(harness);
    expect(others).toEqual([first]);
    harness.advance(10);
    for (const [id, machine] of [
      [second!, 'i-1'],
      [third!, 'i-2'],
    ] as const) {
      expect(harness.info(id)).toMatchObject({
        status: 'Succeeded',
        creator: 'autoscaling',
        revision: REVISION,
        fileExistsBehavior: 'RETAIN',
      });
      expect(harness.targetIds(id)).toEqual([machine]);
    }
  });

  it('3.4 get nothing where nothing was deployed yet, or from another Auto Scaling group', () => {
    const harness = scaling();
    scale(harness, 2);
    expect(deployments(harness)).toEqual([]);
    harness.deploy();
    harness.fleet({ id: 'i-9', asg: 'other' });
    expect(deployments(harness)).toHaveLength(1);
  });

  it('3.4 while a deployment goes on get the previous revision, and are updated when it has succeeded', () => {
    const harness = scaling();
    harness.deploy();
    const root = harness.deploy({ revision: OTHER }, 2);
    scale(harness, 2);
    const [early] = deployments(harness);
    expect(harness.info(early!)).toMatchObject({ creator: 'autoscaling', revision: REVISION });
    harness.advance(2);
    expect(harness.status(root)).toBe('Succeeded');
    const [update] = deployments(harness);
    expect(harness.info(root).relatedDeployments).toEqual({ autoUpdateOutdatedInstancesDeploymentIds: [update] });
    harness.advance(10);
    expect(harness.info(update!)).toMatchObject({
      status: 'Succeeded',
      creator: 'CodeDeployAutoUpdate',
      revision: OTHER,
      updateOutdatedInstancesOnly: true,
      relatedDeployments: { autoUpdateOutdatedInstancesRootDeploymentId: root },
    });
    expect(harness.targetIds(update!)).toEqual(['i-1']);
    expect(deployments(harness)).toHaveLength(4);
  });

  it('3.4 are left as they are where the group wants that', () => {
    const harness = scaling({ outdatedInstancesStrategy: 'IGNORE' });
    harness.deploy();
    const root = harness.deploy({ revision: OTHER }, 2);
    scale(harness, 2);
    harness.advance(60);
    expect(harness.info(root).relatedDeployments).toBeUndefined();
    expect(deployments(harness)).toHaveLength(3);
  });

  it('3.4 are not in the way of the next deployment', () => {
    const harness = scaling();
    harness.deploy({ revision: OTHER });
    scale(harness, 2);
    expect(harness.status(harness.deploy())).toBe('Succeeded');
  });
});
