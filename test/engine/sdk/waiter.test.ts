import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  StopDeploymentCommand,
  waitUntilDeploymentSuccessful,
} from '@aws-sdk/client-codedeploy';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SdkRig } from './sdk-clients.ts';

const POLL_SECONDS = 15;

/** The waiter asks again as local time passes; engine time passes with it. */
describe('the waiter for a successful deployment', () => {
  let rig: SdkRig;
  let deploymentId: string;

  beforeEach(async () => {
    rig = await SdkRig.begin();
    rig.arrange('fleet', { instances: ['i-1', 'i-2'].map((id) => ({ id, tags: { role: 'web' } })) });
    const web = { applicationName: 'web', deploymentGroupName: 'prod' };
    await rig.deployments.send(new CreateApplicationCommand({ applicationName: 'web' }));
    const serviceRoleArn = 'arn:aws:iam::123456789012:role/deploy';
    const ec2TagFilters = [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' as const }];
    await rig.deployments.send(new CreateDeploymentGroupCommand({ ...web, serviceRoleArn, ec2TagFilters }));
    rig.arrange('behaviors', { rules: [{ match: { lifecycleEvent: 'Install' }, durationSeconds: 20 }] });
    const s3Location = { bucket: 'b', key: 'web.zip', bundleType: 'zip' as const };
    const made = await rig.deployments.send(
      new CreateDeploymentCommand({ ...web, revision: { revisionType: 'S3', s3Location } }),
    );
    deploymentId = made.deploymentId!;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Waits as the SDK does where nobody says how often; gives its end and how often it had to wait. */
  async function wait(whileWaiting: () => Promise<void> | void = () => {}) {
    let isOver = false;
    let turns = 0;
    const waiting = waitUntilDeploymentSuccessful(
      { client: rig.deployments, maxWaitTime: 600, minDelay: POLL_SECONDS, maxDelay: POLL_SECONDS },
      { deploymentId },
    ).then(
      ({ state }): string => state,
      (error: Error) => error.message,
    );
    const watched = waiting.finally(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    for (; !isOver && turns < 40; turns++) {
      rig.advance(POLL_SECONDS);
      await whileWaiting();
      await vi.advanceTimersByTimeAsync(POLL_SECONDS * 1000);
    }
    return { end: await watched, turns };
  }

  it('3.12 waits until all machines have it', async () => {
    // A second until it begins, and twenty for each machine.
    expect(await wait()).toEqual({ end: 'SUCCESS', turns: 3 });
  });

  it.each([
    ['Failed', () => rig.arrange('behaviors', { rules: [{ match: { target: 'i-1' }, outcome: 'fail' }] })],
    ['Stopped', () => rig.deployments.send(new StopDeploymentCommand({ deploymentId }))],
  ])('3.12 gives up when it is %s', async (status, spoil) => {
    const { end, turns } = await wait(async () => {
      await spoil();
      spoil = () => {};
    });
    expect(JSON.parse(end)).toMatchObject({ state: 'FAILURE', reason: { deploymentInfo: { status } } });
    expect(turns).toBe(2);
  });
});
