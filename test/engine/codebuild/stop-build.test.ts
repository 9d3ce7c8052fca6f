import { describe, expect, it } from 'vitest';
import { ARN, Harness } from './harness.ts';

function busy(seconds = 100) {
  const harness = new Harness();
  harness.project();
  harness.behave({ match: {}, durationSeconds: seconds });
  return { harness, id: harness.start().id as string };
}

describe('StopBuild', () => {
  it('4 a build is STOPPED with the phase that it is in', () => {
    const { harness, id } = busy();
    harness.advance(60);
    const before = harness.lines(id);
    expect(harness.stop(id)).toMatchObject({ id, buildStatus: 'IN_PROGRESS', currentPhase: 'BUILD' });
    harness.advance(10);
    expect(harness.build(id)).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
    expect(harness.phases(id).slice(-3)).toEqual(['BUILD STOPPED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
    expect(harness.lines(id).slice(0, before.length)).toEqual(before);
    expect(harness.lines(id)).toContain('[Container] Phase complete: BUILD State: STOPPED');
    expect(harness.build(id).exportedEnvironmentVariables).toEqual([]);
  });

  it('4 one that hangs can be stopped', () => {
    const harness = new Harness();
    harness.project();
    harness.behave({ match: {}, outcome: 'hang' });
    const { id } = harness.start();
    harness.advance(3000);
    harness.stop(id);
    harness.advance(10);
    expect(harness.build(id).buildStatus).toBe('STOPPED');
  });

  it('4 in every phase it ends once, and soon', () => {
    for (let second = 0; second < 100; second++) {
      const { harness, id } = busy();
      harness.advance(second);
      harness.stop(id);
      harness.advance(11);
      expect(harness.build(id).buildStatus).toBe('STOPPED');
      harness.advance(200);
      const ends = harness.events().filter(({ detail }) => detail['current-phase'] === 'COMPLETED');
      expect(ends.map(({ detail }) => detail['build-status'])).toEqual(['STOPPED']);
    }
  });

  it('4 what is over, or stops already, is answered as it is', () => {
    const { harness, id } = busy(10);
    harness.advance(10);
    expect(harness.stop(id).buildStatus).toBe('SUCCEEDED');
    harness.advance(60);
    expect(harness.build(id).buildStatus).toBe('SUCCEEDED');
    const { id: other } = harness.start();
    harness.advance(5);
    harness.stop(other);
    harness.advance(1);
    harness.stop(other);
    harness.advance(20);
    expect(harness.build(other).buildStatus).toBe('STOPPED');
  });

  it('7.3 an unknown build is not found, a malformed id refused', () => {
    const { harness, id } = busy();
    expect(harness.refusal('StopBuild', { id: id.replace(/.{4}$/, '0000') })).toContain('ResourceNotFoundException');
    expect(harness.refusal('StopBuild', { id: 'nonsense' })).toContain('InvalidInputException');
    harness.call('StopBuild', { id: `${ARN}:build/${id}` });
  });
});

describe('RetryBuild', () => {
  it('4 is a new build of the same, with the next number', () => {
    const harness = new Harness();
    harness.project();
    harness.behave({ match: {}, outcome: 'fail', times: 1 });
    const first = harness.start('web', { imageOverride: 'other', sourceVersion: 'dev' });
    harness.advance(10);
    const { build } = harness.call('RetryBuild', { id: first.id, idempotencyToken: 't' });
    expect(build).toMatchObject({ buildNumber: 2, sourceVersion: 'dev', environment: { image: 'other' } });
    expect(harness.call('RetryBuild', { id: first.id, idempotencyToken: 't' }).build.id).toBe(build.id);
    harness.advance(10);
    expect(harness.build(build.id).buildStatus).toBe('SUCCEEDED');
    expect(harness.build(first.id).buildStatus).toBe('FAILED');
  });

  it('7.3 needs a build that is known, and its project', () => {
    const { harness, id } = busy();
    expect(harness.refusal('RetryBuild', {})).toContain('InvalidInputException');
    expect(harness.refusal('RetryBuild', { id: id.replace(/.{4}$/, '0000') })).toContain('ResourceNotFoundException');
    harness.call('DeleteProject', { name: 'web' });
    expect(harness.refusal('RetryBuild', { id })).toContain('ResourceNotFoundException');
  });
});

describe('BatchDeleteBuilds', () => {
  it('4 deletes what is over; numbers go on, and the log stays', () => {
    const { harness, id } = busy(10);
    harness.advance(10);
    const lines = harness.lines(id);
    const stream = harness.build(id).logs;
    const running = harness.start();
    const unknown = id.replace(/.{4}$/, '0000');
    expect(harness.call('BatchDeleteBuilds', { ids: [id, id, running.id, unknown] })).toEqual({
      buildsDeleted: [`${ARN}:build/${id}`],
      buildsNotDeleted: [
        { id, statusCode: 'BUILD_NOT_FOUND' },
        { id: running.arn, statusCode: 'BUILD_IN_PROGRESS' },
        { id: unknown, statusCode: 'BUILD_NOT_FOUND' },
      ],
    });
    expect(harness.call('BatchGetBuilds', { ids: [id] }).buildsNotFound).toEqual([id]);
    expect(harness.call('ListBuildsForProject', { projectName: 'web' }).ids).toEqual([running.id]);
    expect(harness.start().buildNumber).toBe(3);
    const input = { logGroupName: stream.groupName, logStreamName: stream.streamName, startFromHead: true };
    expect(harness.other('logs', 'GetLogEvents', input).events).toHaveLength(lines.length);
  });
});

describe('listing builds', () => {
  it('4 a project that nothing was built of has an empty list, a deleted one none', () => {
    const harness = new Harness();
    harness.project();
    expect(harness.call('ListBuildsForProject', { projectName: 'web' }).ids).toEqual([]);
    harness.start();
    harness.call('DeleteProject', { name: 'web' });
    expect(harness.refusal('ListBuildsForProject', { projectName: 'web' })).toContain('ResourceNotFoundException');
    expect(harness.call('ListBuilds', {}).ids).toHaveLength(1);
  });

  it('1.5 pages neither repeat nor hide a build, whatever is deleted between them', () => {
    const harness = new Harness();
    harness.project();
    const ids = Array.from({ length: 250 }, () => harness.raw('StartBuild', { projectName: 'web' }).build.id);
    harness.advance(10);
    const first = harness.call('ListBuilds', { sortOrder: 'ASCENDING' });
    harness.call('BatchDeleteBuilds', { ids: [ids[99], ids[150]] });
    const second = harness.call('ListBuilds', { sortOrder: 'ASCENDING', nextToken: first.nextToken });
    expect(first.ids).toEqual(ids.slice(0, 100));
    expect(second.ids).toEqual([...ids.slice(100, 150), ...ids.slice(151, 201)]);
  });
});
