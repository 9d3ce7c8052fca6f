import { describe, expect, it } from 'vitest';
import { ARN, BOB, Harness } from './harness.ts';

describe('StartBuild', () => {
  it('4 a build has what its project says, and who asked for it', () => {
    const harness = new Harness();
    harness.project('web', {
      timeoutInMinutes: 30,
      sourceVersion: 'main',
      environment: {
        type: 'ARM_CONTAINER',
        image: 'img',
        computeType: 'BUILD_GENERAL1_LARGE',
        environmentVariables: [{ name: 'A', value: '1' }],
      },
    });
    expect(harness.start('web', {}, BOB)).toMatchObject({
      arn: expect.stringContaining(`${ARN}:build/web:`),
      projectName: 'web',
      buildNumber: 1,
      buildStatus: 'IN_PROGRESS',
      buildComplete: false,
      initiator: 'bob',
      sourceVersion: 'main',
      source: { type: 'CODECOMMIT' },
      timeoutInMinutes: 30,
      environment: {
        type: 'ARM_CONTAINER',
        image: 'img',
        environmentVariables: [{ name: 'A', value: '1', type: 'PLAINTEXT' }],
      },
    });
  });

  it('4 overrides take the place of what the project says, for this build', () => {
    const harness = new Harness();
    harness.project('web', {
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'i',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    });
    const build = harness.start('web', {
      sourceVersion: 'a'.repeat(40),
      imageOverride: 'other',
      timeoutInMinutesOverride: 9,
      sourceTypeOverride: 'S3',
      sourceLocationOverride: 'b/in.zip',
      artifactsOverride: { type: 'S3', location: 'out', path: '/x/', namespaceType: 'BUILD_ID', name: 'app.zip' },
      environmentVariablesOverride: [{ name: 'B', value: '3', type: 'PARAMETER_STORE' }],
    });
    expect(build).toMatchObject({
      timeoutInMinutes: 9,
      source: { type: 'S3', location: 'b/in.zip' },
      artifacts: { location: `arn:aws:s3:::out/x/${build.id.split(':')[1]}/app.zip` },
      environment: {
        image: 'other',
        environmentVariables: [
          { name: 'A', value: '1', type: 'PLAINTEXT' },
          { name: 'B', value: '3', type: 'PARAMETER_STORE' },
        ],
      },
    });
    expect(harness.start().environment.image).toBe('i');
  });

  it('4 the commit is known once the source is there', () => {
    const harness = new Harness();
    harness.project();
    const { id } = harness.start('web', { sourceVersion: 'a'.repeat(40) });
    expect(harness.build(id)).not.toHaveProperty('resolvedSourceVersion');
    harness.advance(10);
    expect(harness.build(id).resolvedSourceVersion).toBe('a'.repeat(40));
    const other = harness.start();
    harness.advance(10);
    expect(harness.build(other.id).resolvedSourceVersion).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each([
    ['main', /^[0-9a-f]{40}$/],
    ['0123456789abcdef0123456789abcdef01234567', /^0123456789abcdef0123456789abcdef01234567$/],
  ])('4 of the version %s the commit is that of the branch, or itself', (sourceVersion, commit) => {
    const harness = new Harness();
    harness.project();
    const { id } = harness.start('web', { sourceVersion });
    harness.advance(10);
    expect(harness.build(id).sourceVersion).toBe(sourceVersion);
    expect(harness.build(id).resolvedSourceVersion).toMatch(commit);
  });

  it('4 what it makes is encrypted with the key of S3 where no other is named', () => {
    const harness = new Harness();
    harness.project();
    expect(harness.start().encryptionKey).toBe('arn:aws:kms:us-east-1:123456789012:alias/aws/s3');
    expect(harness.start('web', { encryptionKeyOverride: 'alias/own' }).encryptionKey).toBe('alias/own');
  });

  it('4 an unknown project is not found, and nothing is started', () => {
    const harness = new Harness();
    expect(harness.refusal('StartBuild', { projectName: 'none' })).toBe(
      `ResourceNotFoundException: Project cannot be found: ${ARN}:project/none`,
    );
    expect(harness.call('ListBuilds', {}).ids).toEqual([]);
  });

  it('4 an override that no project may have is refused', () => {
    const harness = new Harness();
    harness.project();
    for (const wrong of [
      { sourceTypeOverride: 'NO_SOURCE' },
      { artifactsOverride: { type: 'CODEPIPELINE' } },
      { logsConfigOverride: { s3Logs: { status: 'ENABLED' } } },
    ]) {
      expect(harness.refusal('StartBuild', { projectName: 'web', ...wrong })).toContain('InvalidInputException');
    }
  });

  it('4 a token is one build for five minutes, and no other call has it', () => {
    const harness = new Harness();
    harness.project();
    const first = harness.start('web', { idempotencyToken: 't' });
    harness.advance(299);
    expect(harness.start('web', { idempotencyToken: 't' }).id).toBe(first.id);
    expect(harness.refusal('StartBuild', { projectName: 'web', idempotencyToken: 't', imageOverride: 'i' })).toContain(
      'InvalidInputException',
    );
    harness.advance(1);
    expect(harness.start('web', { idempotencyToken: 't' }).id).not.toBe(first.id);
  });

  it('4 a rule that names the project says what becomes of the build', () => {
    const harness = new Harness();
    harness.project();
    harness.project('api');
    harness.behave({ match: { project: 'we*' }, outcome: 'fail', durationSeconds: 30 });
    const [web, api] = [harness.start(), harness.start('api')];
    harness.advance(30);
    expect([harness.build(web.id), harness.build(api.id)].map(({ buildStatus }) => buildStatus)).toEqual([
      'FAILED',
      'SUCCEEDED',
    ]);
  });

  it('4 beyond the account’s builds no more are started', () => {
    const harness = new Harness();
    harness.project();
    for (let i = 0; i < 5000; i++) harness.raw('StartBuild', { projectName: 'web' });
    expect(harness.refusal('StartBuild', { projectName: 'web' })).toBe(
      'AccountLimitExceededException: Cannot have more than 5000 active builds for the account',
    );
    harness.advance(10);
    harness.start();
  });

  it('4 logs go where logsConfig says', () => {
    const harness = new Harness();
    harness.project('web', {
      logsConfig: {
        cloudWatchLogs: { status: 'ENABLED', groupName: 'builds', streamName: 'web' },
        s3Logs: { status: 'ENABLED', location: 'bucket/logs' },
      },
    });
    const { id } = harness.start();
    const uuid = id.split(':')[1];
    expect(harness.build(id).logs.deepLink).toContain('group=null;stream=null');
    harness.advance(10);
    expect(harness.build(id).logs).toMatchObject({
      groupName: 'builds',
      streamName: `web/${uuid}`,
      cloudWatchLogsArn: expect.stringContaining(`log-group:builds:log-stream:web/${uuid}`),
      s3LogsArn: `arn:aws:s3:::bucket/logs/${uuid}.gz`,
      s3Logs: { status: 'ENABLED', encryptionDisabled: false },
    });
    expect(harness.lines(id)[0]).toBe('[Container] Running on CodeBuild On-demand');
  });

  it('4 without CloudWatch logs there is none to point at', () => {
    const harness = new Harness();
    harness.project('web', { logsConfig: { cloudWatchLogs: { status: 'DISABLED' } } });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.build(id).logs).not.toHaveProperty('groupName');
    expect(harness.other('logs', 'DescribeLogGroups', {}).logGroups).toEqual([]);
  });
});

describe('how a build ends', () => {
  const AFTER = ['FINALIZING SUCCEEDED', 'COMPLETED'];
  const UPLOADED = ['UPLOAD_ARTIFACTS SUCCEEDED', ...AFTER];
  const BEFORE = ['SUBMITTED SUCCEEDED', 'QUEUED SUCCEEDED'];

  it.each([
    ['PROVISIONING', [...BEFORE, 'PROVISIONING FAILED', ...AFTER]],
    ['DOWNLOAD_SOURCE', [...BEFORE, 'PROVISIONING SUCCEEDED', 'DOWNLOAD_SOURCE FAILED', ...AFTER]],
    ['INSTALL', [...BEFORE, 'PROVISIONING SUCCEEDED', 'DOWNLOAD_SOURCE SUCCEEDED', 'INSTALL FAILED', ...UPLOADED]],
  ] as const)('4 a failing %s skips what builds on it', (phase, expected) => {
    const harness = new Harness();
    harness.project();
    harness.behave({ match: {}, outcome: 'fail', build: { phase } });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.phases(id)).toEqual(expected);
    expect(harness.build(id)).toMatchObject({ buildStatus: 'FAILED', buildComplete: true });
  });

  it('4 INSTALL and PRE_BUILD skip BUILD and POST_BUILD; BUILD is followed by all the rest', () => {
    const run = (phase: 'PRE_BUILD' | 'BUILD' | 'POST_BUILD') => {
      const harness = new Harness();
      harness.project();
      harness.behave({ match: {}, outcome: 'fail', build: { phase } });
      const { id } = harness.start();
      harness.advance(10);
      expect(harness.context(id, phase)).toMatchObject({ statusCode: 'COMMAND_EXECUTION_ERROR' });
      expect(harness.lines(id).some((line) => line.includes('did not exit successfully'))).toBe(true);
      return harness.phases(id).slice(5);
    };
    expect(run('PRE_BUILD')).toEqual(['PRE_BUILD FAILED', ...UPLOADED]);
    expect(run('BUILD')).toEqual(['PRE_BUILD SUCCEEDED', 'BUILD FAILED', 'POST_BUILD SUCCEEDED', ...UPLOADED]);
    expect(run('POST_BUILD')).toEqual(['PRE_BUILD SUCCEEDED', 'BUILD SUCCEEDED', 'POST_BUILD FAILED', ...UPLOADED]);
  });

  it('4 what is the fault of the service is FAULT', () => {
    const harness = new Harness();
    harness.project();
    harness.behave({ match: {}, outcome: 'fail', build: { status: 'FAULT' } });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.build(id).buildStatus).toBe('FAULT');
    expect(harness.phases(id)).toContain('PROVISIONING FAULT');
  });

  it('4 a build that takes longer than its project allows is timed out', () => {
    const harness = new Harness();
    harness.project('web', { timeoutInMinutes: 5 });
    harness.behave({ match: {}, durationSeconds: 3600 });
    const { id } = harness.start();
    harness.advance(299);
    expect(harness.build(id).buildStatus).toBe('IN_PROGRESS');
    harness.advance(10);
    expect(harness.build(id).buildStatus).toBe('TIMED_OUT');
    expect(harness.context(id, 'BUILD')).toEqual({
      statusCode: 'BUILD_TIMED_OUT',
      message: 'Build has exceeded its timeout of 5 minutes',
    });
  });

  it('4 every ending takes the time that its rule says', () => {
    for (const phase of ['PROVISIONING', 'INSTALL', 'BUILD', 'UPLOAD_ARTIFACTS'] as const) {
      const harness = new Harness();
      harness.project();
      harness.behave({ match: {}, outcome: 'fail', durationSeconds: 100, build: { phase } });
      const { id, startTime } = harness.start();
      harness.advance(100);
      expect(harness.build(id).endTime - startTime).toBe(100_000);
    }
  });
});
