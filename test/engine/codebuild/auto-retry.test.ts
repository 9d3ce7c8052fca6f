import { describe, expect, it } from 'vitest';
import { ARN, Harness } from './harness.ts';

function retrying(autoRetryLimit = 2, more: object = {}): Harness {
  const harness = new Harness();
  harness.project('web', { autoRetryLimit, ...more });
  return harness;
}

/** All builds in the order of their numbers. */
function builds(harness: Harness) {
  const { ids } = harness.call('ListBuildsForProject', { projectName: 'web', sortOrder: 'ASCENDING' });
  return ids.map((id: string) => harness.build(id));
}

const statuses = (harness: Harness) => builds(harness).map((build: { buildStatus: string }) => build.buildStatus);

describe('builds that are retried by themselves', () => {
  it('4 a build that fails begins again, as often as its project says', () => {
    const harness = retrying();
    harness.behave({ match: { project: 'web' }, outcome: 'fail' });
    const { id, autoRetryConfig } = harness.start();
    expect(autoRetryConfig).toEqual({ autoRetryLimit: 2, autoRetryNumber: 0 });
    harness.advance(60);
    expect(statuses(harness)).toEqual(['FAILED', 'FAILED', 'FAILED']);
    const [first, second, third] = builds(harness);
    expect(first.id).toBe(id);
    expect(second.startTime).toBe(first.endTime);
    expect(second).toMatchObject({
      initiator: first.initiator,
      resolvedSourceVersion: first.resolvedSourceVersion,
      buildNumber: 2,
    });
    expect([first, second, third].map((build) => build.autoRetryConfig)).toEqual([
      { autoRetryLimit: 2, autoRetryNumber: 0, nextAutoRetry: second.arn },
      { autoRetryLimit: 2, autoRetryNumber: 1, previousAutoRetry: first.arn, nextAutoRetry: third.arn },
      { autoRetryLimit: 2, autoRetryNumber: 2, previousAutoRetry: second.arn },
    ]);
    expect(third.arn).toContain(`${ARN}:build/web:`);
  });

  it('4 one that succeeds then ends it', () => {
    const harness = retrying();
    harness.behave({ match: { project: 'web' }, outcome: 'fail', durationSeconds: 0, times: 1 });
    harness.start();
    harness.advance(60);
    expect(statuses(harness)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('4 who starts it may say otherwise, and RetryBuild begins to count anew', () => {
    const harness = retrying(0);
    harness.behave({ match: { project: 'web' }, outcome: 'fail' });
    const { id } = harness.start('web', { autoRetryLimitOverride: 1 });
    harness.advance(60);
    expect(statuses(harness)).toEqual(['FAILED', 'FAILED']);
    expect(harness.call('RetryBuild', { id }).build.autoRetryConfig).toEqual({ autoRetryLimit: 1, autoRetryNumber: 0 });
    harness.start();
    harness.advance(60);
    expect(statuses(harness)).toHaveLength(5);
  });

  it('4 one that somebody stops is not, nor one whose project is gone', () => {
    const harness = retrying();
    const { id } = harness.start();
    harness.advance(1);
    harness.stop(id);
    harness.advance(60);
    expect(statuses(harness)).toEqual(['STOPPED']);
    harness.behave({ match: { project: 'web' }, outcome: 'fail' });
    harness.start();
    harness.call('DeleteProject', { name: 'web' });
    harness.advance(60);
    expect(harness.call('ListBuilds', {}).ids).toHaveLength(2);
  });

  it.each([-1, 11])('4 no project may say %d', (autoRetryLimit) => {
    const harness = retrying();
    expect(harness.refusal('UpdateProject', { name: 'web', autoRetryLimit })).toContain('InvalidInputException');
    expect(harness.refusal('StartBuild', { projectName: 'web', autoRetryLimitOverride: autoRetryLimit })).toContain(
      'InvalidInputException',
    );
  });

  it('4 without a limit there is nothing to tell', () => {
    const harness = new Harness();
    harness.project();
    expect(harness.start()).not.toHaveProperty('autoRetryConfig');
  });
});
