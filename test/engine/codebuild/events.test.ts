import { describe, expect, it } from 'vitest';
import { Harness } from './harness.ts';

function told(duration = 10) {
  const harness = new Harness();
  harness.project('web', { timeoutInMinutes: 20 });
  harness.behave({ match: {}, outcome: 'fail', durationSeconds: duration });
  const build = harness.start();
  harness.advance(duration);
  return { harness, build, events: harness.events() };
}

describe('events of a build', () => {
  it('4 a state change has every member that EventBridge gives it', () => {
    const { harness, build, events } = told();
    const last = events.at(-1)!;
    const { uuid, groupName, deepLink } = { uuid: build.id.split(':')[1], ...harness.build(build.id).logs };
    expect(last).toMatchObject({
      source: 'aws.codebuild',
      'detail-type': 'CodeBuild Build State Change',
      resources: [build.arn],
    });
    expect(JSON.parse(JSON.stringify(last.detail))).toMatchObject({
      'build-status': 'FAILED',
      'project-name': 'web',
      'build-id': build.arn,
      'current-phase': 'COMPLETED',
      'current-phase-context': '[]',
      version: '1',
      'additional-information': {
        artifact: { location: '' },
        environment: {
          image: 'aws/codebuild/standard:7.0',
          'privileged-mode': false,
          'compute-type': 'BUILD_GENERAL1_SMALL',
          type: 'LINUX_CONTAINER',
          'environment-variables': [],
        },
        'timeout-in-minutes': 20,
        'build-complete': true,
        initiator: 'alice',
        'build-start-time': 'Jan 5, 2026 8:00:00 AM',
        source: { type: 'CODECOMMIT', location: expect.any(String) },
        logs: { 'group-name': groupName, 'stream-name': uuid, 'deep-link': deepLink },
      },
    });
    const { phases } = (last.detail as never)['additional-information'];
    expect(JSON.parse(JSON.stringify(phases)).at(-1)).toEqual({
      'phase-type': 'COMPLETED',
      'start-time': 'Jan 5, 2026 8:00:10 AM',
    });
    expect(phases).toHaveLength(11);
  });

  it('4 a phase change tells of the phase, and of the build as it was then', () => {
    const { events } = told(100);
    const failed = events.find(({ detail }) => detail['completed-phase'] === 'BUILD')!;
    expect(failed.detail).toMatchObject({
      'completed-phase-status': 'FAILED',
      'completed-phase-context':
        '[COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1]',
      'completed-phase-duration-seconds': 44,
      'completed-phase-start': 'Jan 5, 2026 8:00:43 AM',
      'completed-phase-end': 'Jan 5, 2026 8:01:27 AM',
      'additional-information': { 'build-complete': false },
    });
    const { phases } = (failed.detail as never)['additional-information'];
    expect((phases as Record<string, string>[]).at(-1)).toMatchObject({
      'phase-type': 'POST_BUILD',
      'end-time': undefined,
    });
  });

  it('4 an event reads the same however late it is read', () => {
    const { harness, events } = told(100);
    const text = JSON.stringify(events);
    for (let i = 0; i < 300; i++) harness.start();
    harness.advance(1000);
    expect(JSON.stringify(harness.events().slice(0, events.length))).toBe(text);
  });
});
