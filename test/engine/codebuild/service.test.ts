import { describe, expect, it } from 'vitest';
import type { BehaviorRule } from '../../../src/engine/behaviors.ts';
import type { BuildNames } from '../../../src/engine/codebuild/builds/build.ts';
import type { BuildProgress } from '../../../src/engine/codebuild/builds/build-progress.ts';
import { writeOutput } from '../../../src/engine/wire/write-output.ts';
import codebuildModel from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import { type ServiceModel, validate } from '../../../src/rules/service-model.ts';
import { caller, NOW, smallWorld } from '../support/small-world.ts';

const model = codebuildModel as unknown as ServiceModel;

function setUp() {
  const world = smallWorld();
  const ended: BuildProgress[] = [];
  const start = (rule?: Omit<BehaviorRule, 'match'>, project = 'web-build', artifactLocation?: string) =>
    world.codebuild.startForPipeline({
      artifactLocation,
      project,
      pipeline: 'web',
      sourceVersion: 'arn:aws:s3:::bucket/web/Source/abc',
      resolvedSourceVersion: 'a'.repeat(40),
      environment: [{ name: 'STAGE', value: 'dev' }],
      rule: rule && { match: {}, ...rule },
      onEnd: (build) => ended.push(build),
    });
  const call = (operation: string, input: object) => world.codebuild.operations[operation]!(input, caller) as never;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into, member by member.
  const get = (build: BuildNames): any =>
    (call('BatchGetBuilds', { ids: [build.id] }) as { builds: object[] }).builds[0];
  const lines = (build: BuildNames): string[] => {
    const input = { logGroupName: build.logGroup, logStreamName: build.logStream, startFromHead: true };
    const page = world.logs.operations.GetLogEvents!(input, caller) as { events: { message: string }[] };
    return page.events.map(({ message }) => message);
  };
  return { ...world, start, ended, call, get, lines };
}

const phaseNames = (answer: { phases: { phaseType: string }[] }) => answer.phases.map(({ phaseType }) => phaseType);
const errorOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).name;
  }
  return 'no error';
};

describe('a build of a pipeline', () => {
  it('4 phases grow in their order while it runs, and COMPLETED has a start only', () => {
    const { start, get, clock } = setUp();
    const build = start();
    expect(phaseNames(get(build))).toEqual(['SUBMITTED', 'QUEUED']);
    clock.advance(5000);
    const running = get(build);
    expect(running).toMatchObject({ buildStatus: 'IN_PROGRESS', buildComplete: false, currentPhase: 'BUILD' });
    expect(running.endTime).toBeUndefined();
    expect(running.phases.at(-1)).toEqual({ phaseType: 'BUILD', startTime: expect.any(Number) });
    clock.advance(5000);
    const ended = get(build);
    expect(phaseNames(ended)).toEqual([
      'SUBMITTED',
      'QUEUED',
      'PROVISIONING',
      'DOWNLOAD_SOURCE',
      'INSTALL',
      'PRE_BUILD',
      'BUILD',
      'POST_BUILD',
      'UPLOAD_ARTIFACTS',
      'FINALIZING',
      'COMPLETED',
    ]);
    expect(ended).toMatchObject({ buildStatus: 'SUCCEEDED', buildComplete: true, currentPhase: 'COMPLETED' });
    expect(ended.endTime).toBe(NOW + 10_000);
    expect(ended.phases.at(-1)).toEqual({ phaseType: 'COMPLETED', startTime: NOW + 10_000 });
    expect(ended.phases[0].contexts).toBeUndefined();
    expect(ended.phases[2].contexts).toEqual([{ statusCode: '', message: '' }]);
  });

  it('4 each phase begins where the one before ended', () => {
    const { start, get, clock } = setUp();
    const build = start({ durationSeconds: 95 });
    clock.advance(95_000);
    const { phases } = get(build);
    for (let i = 1; i < phases.length; i++) expect(phases[i].startTime).toBe(phases[i - 1].endTime);
  });

  it('4 a duration of nothing is over at once', () => {
    const { start, ended } = setUp();
    start({ durationSeconds: 0 });
    expect(ended.map(({ buildStatus }) => buildStatus)).toEqual(['SUCCEEDED']);
  });

  it('4 a failing BUILD is followed by POST_BUILD and UPLOAD_ARTIFACTS, and says which command failed', () => {
    const { start, get, clock, ended, lines } = setUp();
    const build = start({ outcome: 'fail' });
    clock.advance(10_000);
    const answer = get(build);
    expect(answer.buildStatus).toBe('FAILED');
    expect(phaseNames(answer)).toContain('POST_BUILD');
    expect(phaseNames(answer)).toContain('UPLOAD_ARTIFACTS');
    const failed = answer.phases.find(({ phaseType }: { phaseType: string }) => phaseType === 'BUILD');
    expect(failed).toMatchObject({
      phaseStatus: 'FAILED',
      contexts: [
        {
          statusCode: 'COMMAND_EXECUTION_ERROR',
          message: 'Error while executing command: npm test. Reason: exit status 1',
        },
      ],
    });
    expect(ended).toHaveLength(1);
    expect(lines(build).some((line) => line.includes('AssertionError'))).toBe(true);
    expect(lines(build).some((line) => line.endsWith('Phase complete: BUILD State: FAILED'))).toBe(true);
  });

  it('4 a build that hangs is timed out after the limit of a CodeBuild action', () => {
    const { start, get, clock, ended } = setUp();
    const build = start({ outcome: 'hang' });
    clock.advance(479 * 60_000);
    expect(get(build)).toMatchObject({ buildStatus: 'IN_PROGRESS', currentPhase: 'BUILD' });
    clock.advance(2 * 60_000);
    expect(get(build).buildStatus).toBe('TIMED_OUT');
    expect(phaseNames(get(build))).not.toContain('POST_BUILD');
    expect(ended).toHaveLength(1);
  });

  it('4 the log begins with PROVISIONING; before that there is none to point at', () => {
    const { start, get, clock, logs } = setUp();
    const build = start();
    expect(get(build).logs).toMatchObject({ groupName: undefined, deepLink: expect.stringContaining('group=null') });
    expect(errorOf(() => logs.operations.DescribeLogStreams!({ logGroupName: build.logGroup }, caller))).toBe(
      'ResourceNotFoundException',
    );
    clock.advance(1000);
    expect(get(build).logs).toMatchObject({
      groupName: '/aws/codebuild/web-build',
      streamName: build.logStream,
      cloudWatchLogsArn: build.logStreamArn,
    });
  });

  it('engine-control: a test report of a rule stands in the log', () => {
    const { start, lines, clock } = setUp();
    const build = start({ testReport: { passed: 212, failed: 1 } });
    const silent = start();
    clock.advance(10_000);
    expect(lines(build).filter((line) => line.includes('Tests  '))).toEqual([
      '      Tests  1 failed | 212 passed (213)',
    ]);
    expect(lines(silent).join()).not.toContain('212 passed');
  });

  it('4 lines are written as it runs, each at its time', () => {
    const { start, lines, clock } = setUp();
    const build = start({ logLines: ['one', 'two', 'three'] });
    const seen: number[] = [];
    for (let second = 0; second < 10; second++) {
      clock.advance(1000);
      seen.push(lines(build).length);
    }
    expect(new Set(seen).size).toBeGreaterThan(6);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const all = lines(build);
    const at = ['one', 'two', 'three'].map((line) => all.indexOf(line));
    expect(at[0]).toBeGreaterThan(all.findIndex((line) => line.endsWith('Entering phase BUILD')));
    expect(at).toEqual([at[0], at[0]! + 1, at[0]! + 2]);
    expect(all[0]).toMatch(/^\[Container\] 2026\/03\/02 09:00:0\d\.\d{6} Running on CodeBuild On-demand$/);
  });

  it('4 reading the log early or late gives the same lines', () => {
    const [early, late] = [setUp(), setUp()];
    const [first, second] = [early.start(), late.start()];
    for (let i = 0; i < 20; i++) {
      early.clock.advance(500);
      if (i > 3) early.lines(first);
    }
    late.clock.advance(10_000);
    expect(late.lines(second)).toEqual(early.lines(first));
  });

  it('4 times of events are those at which the lines were written', () => {
    const { start, clock, logs } = setUp();
    const build = start();
    clock.advance(60_000);
    const input = { logGroupName: build.logGroup };
    const { events } = logs.operations.FilterLogEvents!(input, caller) as {
      events: { timestamp: number; ingestionTime: number }[];
    };
    expect(events.every(({ timestamp, ingestionTime }) => timestamp === ingestionTime)).toBe(true);
    expect(events.at(-1)!.timestamp).toBeLessThanOrEqual(NOW + 10_000);
  });

  it('4 variables are exported once POST_BUILD is over, and not by a failed build', () => {
    const { start, get, clock } = setUp();
    const outputVariables = { IMAGE: 'web:1' };
    const build = start({ outputVariables });
    clock.advance(5000);
    expect(get(build).exportedEnvironmentVariables).toEqual([]);
    clock.advance(5000);
    expect(get(build).exportedEnvironmentVariables).toEqual([{ name: 'IMAGE', value: 'web:1' }]);
    const failed = start({ outputVariables, outcome: 'fail' });
    clock.advance(10_000);
    expect(get(failed).exportedEnvironmentVariables).toEqual([]);
  });

  it('4 names its pipeline, its source and its environment', () => {
    const { start, get } = setUp();
    expect(get(start())).toMatchObject({
      initiator: 'codepipeline/web',
      projectName: 'web-build',
      buildNumber: 1,
      source: { type: 'CODEPIPELINE' },
      sourceVersion: 'arn:aws:s3:::bucket/web/Source/abc',
      resolvedSourceVersion: 'a'.repeat(40),
      environment: { environmentVariables: [{ name: 'STAGE', value: 'dev', type: 'PLAINTEXT' }] },
    });
  });

  it('4 puts what it makes where the pipeline wants it', () => {
    const { start, get } = setUp();
    const location = 'arn:aws:s3:::bucket/web/App/0123456';
    expect(get(start({}, 'web-build', location)).artifacts).toEqual({ location });
    expect(JSON.parse(JSON.stringify(get(start()).artifacts))).toEqual({});
  });

  it('1.7 id and ARN', () => {
    const build = setUp().start();
    expect(build.id).toMatch(/^web-build:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(build.arn).toBe(`arn:aws:codebuild:us-east-1:123456789012:build/${build.id}`);
  });

  it('4 an answer holds nothing that the model does not know, and all its constraints are met', () => {
    const { start, clock, call } = setUp();
    const build = start();
    clock.advance(10_000);
    const answer: object = call('BatchGetBuilds', { ids: [build.id] });
    const encoded = JSON.parse(writeOutput(model, 'BatchGetBuildsOutput', answer)) as { builds: object[] };
    const [given] = (answer as { builds: object[] }).builds;
    expect(Object.keys(encoded.builds[0]!).sort()).toEqual(Object.keys(JSON.parse(JSON.stringify(given))).sort());
    expect(validate(model, 'Build', given)).toEqual([]);
  });

  it('4 events tell the state at both ends and every phase', () => {
    const { start, clock, journal } = setUp();
    start();
    clock.advance(10_000);
    const events = journal.after(0)!;
    const states = events.filter((event) => event['detail-type'] === 'CodeBuild Build State Change');
    expect(states.map(({ detail }) => detail['build-status'])).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
    expect(events.filter((event) => event['detail-type'] === 'CodeBuild Build Phase Change')).toHaveLength(10);
  });
});

describe('reading builds', () => {
  it('4 unknown ids are named, malformed ones are an error, ARNs are taken too', () => {
    const { start, call } = setUp();
    const build = start();
    const unknown = build.id.replace(/.{4}$/, '0000');
    expect(call('BatchGetBuilds', { ids: [build.arn, unknown] })).toMatchObject({
      builds: [{ id: build.id }],
      buildsNotFound: [unknown],
    });
    expect(errorOf(() => call('BatchGetBuilds', { ids: ['nonsense'] }))).toBe('InvalidInputException');
  });

  it('4 build numbers count by project from 1', () => {
    const { start, get } = setUp();
    expect([start(), start(), start({}, 'other')].map((build) => get(build).buildNumber)).toEqual([1, 2, 1]);
  });

  it('4 builds of a project come newest first, 100 to a page, without loss when more begin', () => {
    const { start, call } = setUp();
    const ids = Array.from({ length: 150 }, () => start().id);
    const first = call('ListBuildsForProject', { projectName: 'web-build' }) as { ids: string[]; nextToken: string };
    expect(first.ids).toEqual(ids.slice(50).reverse());
    start();
    const second = call('ListBuildsForProject', { projectName: 'web-build', nextToken: first.nextToken });
    expect(second).toEqual({ ids: ids.slice(0, 50).reverse(), nextToken: undefined });
    const oldest = call('ListBuilds', { sortOrder: 'ASCENDING' }) as { ids: string[] };
    expect(oldest.ids).toEqual(ids.slice(0, 100));
  });

  it('1.5 a token of another request is an InvalidInputException', () => {
    const { start, call } = setUp();
    for (let i = 0; i < 101; i++) start();
    const { nextToken } = call('ListBuilds', {}) as { nextToken: string };
    for (const wrong of [
      { projectName: 'web-build', nextToken },
      { projectName: 'web-build', nextToken: 'x' },
    ]) {
      expect(errorOf(() => call('ListBuildsForProject', wrong))).toBe('InvalidInputException');
    }
    expect(errorOf(() => call('ListBuilds', { nextToken, sortOrder: 'ASCENDING' }))).toBe('InvalidInputException');
  });

  it('4 a project without builds is not known', () => {
    expect(errorOf(() => setUp().call('ListBuildsForProject', { projectName: 'x1' }))).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('a long build', () => {
  it('spends its time in BUILD and is never silent for long', () => {
    const { start, get, clock, lines } = setUp();
    const build = start({ durationSeconds: 2700 });
    clock.advance(180_000);
    expect(get(build).currentPhase).toBe('BUILD');
    for (let minute = 0; minute < 40; minute++) {
      const before = lines(build).length;
      clock.advance(60_000);
      expect(lines(build).length).toBeGreaterThan(before);
    }
    clock.advance(120_000);
    expect(get(build)).toMatchObject({ buildStatus: 'SUCCEEDED', endTime: NOW + 2_700_000 });
  });
});
