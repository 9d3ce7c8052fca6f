import { describe, expect, it } from 'vitest';
import { Harness } from './harness.ts';

function limited(limit = 1, more: object = {}) {
  const harness = new Harness();
  harness.project('web', { concurrentBuildLimit: limit, ...more });
  return harness;
}

const statusOf = (harness: Harness, ids: readonly string[]) =>
  ids.map((id) => {
    const { buildStatus, currentPhase } = harness.build(id);
    return buildStatus === 'IN_PROGRESS' ? currentPhase : buildStatus;
  });

describe('a limit of concurrent builds', () => {
  it('4 builds beyond it stay QUEUED, and begin in their order as others end', () => {
    const harness = limited();
    const ids = [harness.start().id, harness.start().id, harness.start().id];
    harness.advance(6);
    expect(statusOf(harness, ids)).toEqual(['BUILD', 'QUEUED', 'QUEUED']);
    harness.advance(4.1);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'QUEUED', 'QUEUED']);
    harness.advance(1);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'PROVISIONING', 'QUEUED']);
    harness.advance(20);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    const waited = harness.build(ids[2]);
    expect(waited.phases[1]).toMatchObject({ phaseType: 'QUEUED', durationInSeconds: 20 });
    expect(waited.endTime - waited.startTime).toBe(30_000);
  });

  it('4 it counts by project', () => {
    const harness = limited();
    harness.project('api');
    const ids = [harness.start().id, harness.start('api').id, harness.start('api').id];
    harness.advance(10);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  it('4 a build that is stopped while it waits is over at once', () => {
    const harness = limited();
    const ids = [harness.start().id, harness.start().id, harness.start().id];
    harness.advance(1);
    harness.stop(ids[1]);
    expect(harness.phases(ids[1])).toEqual(['SUBMITTED SUCCEEDED', 'QUEUED STOPPED', 'COMPLETED']);
    harness.advance(19);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'STOPPED', 'SUCCEEDED']);
  });

  it('4 a build waits no longer than its project allows', () => {
    const harness = limited(1, { queuedTimeoutInMinutes: 5 });
    harness.behave({ match: {}, durationSeconds: 1000 });
    const ids = [harness.start().id, harness.start().id];
    harness.advance(299);
    expect(statusOf(harness, ids)).toEqual(['BUILD', 'QUEUED']);
    harness.advance(1);
    expect(statusOf(harness, ids)).toEqual(['BUILD', 'TIMED_OUT']);
    expect(harness.phases(ids[1])).toEqual(['SUBMITTED SUCCEEDED', 'QUEUED TIMED_OUT', 'COMPLETED']);
    expect(harness.build(ids[1]).logs).not.toHaveProperty('groupName');
    harness.advance(700);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'TIMED_OUT']);
  });

  it.each([
    ['is raised', 'UpdateProject', { name: 'web', concurrentBuildLimit: 2 }],
    ['is taken away', 'UpdateProject', { name: 'web', concurrentBuildLimit: -1 }],
    ['goes with its project', 'DeleteProject', { name: 'web' }],
  ])('4 those that wait begin when the limit %s', (_, operation, input) => {
    const harness = limited();
    const ids = [harness.start().id, harness.start().id];
    harness.advance(3);
    harness.call(operation, input);
    harness.advance(10);
    expect(statusOf(harness, ids)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('4 the log of a build that waited is written when it runs', () => {
    const harness = limited();
    harness.start();
    const { id } = harness.start();
    harness.advance(20);
    expect(harness.lines(id)[0]).toBe('[Container] Running on CodeBuild On-demand');
    const { events } = harness.other('logs', 'FilterLogEvents', {
      logGroupName: '/aws/codebuild/web',
      logStreamNames: [id.split(':')[1]],
    });
    expect(events[0].timestamp).toBeGreaterThanOrEqual(harness.build(id).startTime + 10_000);
  });
});
