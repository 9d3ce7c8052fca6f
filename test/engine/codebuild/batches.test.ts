import { describe, expect, it } from 'vitest';
import { ALICE, ARN, Harness, START } from './harness.ts';

const SERVICE_ROLE = 'arn:aws:iam::123456789012:role/batch';

const GRAPH = `
  build-graph:
    - identifier: small
    - { identifier: large, depend-on: [small], env: { compute-type: BUILD_GENERAL1_LARGE, image: own, variables: { SIZE: L } } }
    - { identifier: lint, ignore-failure: true }
`;

/** A project that is built in batches as its buildspec says. */
function batched(batch: string | null = GRAPH, config: object = {}): Harness {
  const harness = new Harness();
  const section = batch === null ? '' : `batch:${batch}`;
  const buildspec = `version: 0.2\n${section}phases: { build: { commands: [make] } }\n`;
  harness.project('web', {
    source: { type: 'NO_SOURCE', buildspec },
    buildBatchConfig: { serviceRole: SERVICE_ROLE, ...config },
  });
  return harness;
}

function startBatch(harness: Harness, more: object = {}) {
  return harness.call('StartBuildBatch', { projectName: 'web', ...more }).buildBatch;
}

function get(harness: Harness, id: string) {
  return harness.call('BatchGetBuildBatches', { ids: [id] }).buildBatches[0];
}

/** Groups as `small SUCCEEDED`; those that have not begun have no status. */
function groups(harness: Harness, id: string): string[] {
  return get(harness, id).buildGroups.map(
    ({ identifier, currentBuildSummary }: { identifier: string; currentBuildSummary?: { buildStatus: string } }) =>
      [identifier, currentBuildSummary?.buildStatus].filter(Boolean).join(' '),
  );
}

function phases(harness: Harness, id: string): string[] {
  return get(harness, id).phases.map(({ phaseType, phaseStatus }: Record<string, string>) =>
    [phaseType, phaseStatus].filter(Boolean).join(' '),
  );
}

/** The build of a group. */
function buildOf(harness: Harness, id: string, identifier: string) {
  const group = get(harness, id).buildGroups.find((one: { identifier: string }) => one.identifier === identifier);
  return harness.build(group.currentBuildSummary.arn);
}

describe('a batch of builds', () => {
  it('7.3 fetches the source, builds in the order of its graph, and combines what was made', () => {
    const harness = batched();
    const started = startBatch(harness);
    const { id, arn } = started;
    expect(started).toMatchObject({
      arn: `${ARN}:build-batch/${id}`,
      startTime: START,
      currentPhase: 'DOWNLOAD_BATCHSPEC',
      buildBatchStatus: 'IN_PROGRESS',
      buildBatchNumber: 1,
      projectName: 'web',
      initiator: ALICE.split('/')[1],
      complete: false,
      buildBatchConfig: { serviceRole: SERVICE_ROLE },
    });
    expect(groups(harness, id)).toEqual(['DOWNLOAD_SOURCE IN_PROGRESS']);
    harness.advance(10);
    expect(groups(harness, id)).toEqual([
      'DOWNLOAD_SOURCE SUCCEEDED',
      'small IN_PROGRESS',
      'large',
      'lint IN_PROGRESS',
    ]);
    expect(phases(harness, id)).toEqual(['SUBMITTED SUCCEEDED', 'DOWNLOAD_BATCHSPEC SUCCEEDED', 'IN_PROGRESS']);
    harness.advance(10);
    expect(groups(harness, id)).toContain('large IN_PROGRESS');
    harness.advance(10);
    expect(phases(harness, id)).toEqual([
      'SUBMITTED SUCCEEDED',
      'DOWNLOAD_BATCHSPEC SUCCEEDED',
      'IN_PROGRESS SUCCEEDED',
      'COMBINE_ARTIFACTS SUCCEEDED',
      'SUCCEEDED',
    ]);
    expect(get(harness, id)).toMatchObject({
      currentPhase: 'SUCCEEDED',
      buildBatchStatus: 'SUCCEEDED',
      complete: true,
      endTime: START + 30_000,
      phases: [{ durationInSeconds: 0 }, { durationInSeconds: 10 }, { durationInSeconds: 20 }, {}, {}],
    });
    expect(buildOf(harness, id, 'small')).toMatchObject({
      buildBatchArn: arn,
      buildNumber: 2,
      buildStatus: 'SUCCEEDED',
    });
    expect(buildOf(harness, id, 'large').environment).toMatchObject({
      computeType: 'BUILD_GENERAL1_LARGE',
      image: 'own',
      environmentVariables: [{ name: 'SIZE', value: 'L', type: 'PLAINTEXT' }],
    });
    const told = harness.events().filter((event) => event['detail-type'] === 'CodeBuild Build Batch State Change');
    expect(told.map(({ detail }) => detail['build-batch-status'])).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
  });

  it('7.3 a failure that is to be ignored lets it succeed, another one keeps what depends on it from beginning', () => {
    const harness = batched();
    harness.behave({ match: { project: 'web' }, outcome: 'fail', times: 2 });
    // Small and lint.
    const { id } = startBatch(harness);
    harness.advance(60);
    expect(groups(harness, id)).toEqual(['DOWNLOAD_SOURCE SUCCEEDED', 'small FAILED', 'large', 'lint FAILED']);
    expect(phases(harness, id).slice(-2)).toEqual(['IN_PROGRESS FAILED', 'FAILED']);
    const lintOnly = batched('\n  build-list: [{ identifier: lint, ignore-failure: true }, { identifier: unit }]\n');
    lintOnly.behave({ match: { project: 'web' }, outcome: 'fail', times: 1 });
    const second = startBatch(lintOnly).id;
    lintOnly.advance(60);
    expect(groups(lintOnly, second)).toEqual(['DOWNLOAD_SOURCE SUCCEEDED', 'lint FAILED', 'unit SUCCEEDED']);
    expect(get(lintOnly, second).buildBatchStatus).toBe('SUCCEEDED');
  });

  it('7.3 without the patience for others the first failure stops them', () => {
    const harness = batched('\n  fast-fail: true\n  build-list: [{ identifier: a }, { identifier: b }]\n');
    harness.behave({ match: { project: 'web' }, durationSeconds: 600 });
    harness.behave({ match: { project: 'web' }, outcome: 'fail', durationSeconds: 20, times: 1 });
    const { id } = startBatch(harness);
    harness.advance(10 + 20 + 10);
    expect(groups(harness, id)).toEqual(['DOWNLOAD_SOURCE SUCCEEDED', 'a FAILED', 'b STOPPED']);
    expect(get(harness, id).buildBatchStatus).toBe('FAILED');
  });

  it.each([
    ['a buildspec without a batch', null, {}, 'batch is required in the buildspec'],
    ['too many builds', GRAPH, { restrictions: { maximumBuildsAllowed: 2 } }, 'The batch has 3 builds, and may have 2'],
  ] as const)('7.3 %s fails DOWNLOAD_BATCHSPEC', (_, batch, config, message) => {
    const harness = batched(batch, config);
    const { id } = startBatch(harness);
    harness.advance(10);
    expect(phases(harness, id)).toEqual(['SUBMITTED SUCCEEDED', 'DOWNLOAD_BATCHSPEC FAILED', 'FAILED']);
    expect(get(harness, id).phases[1].contexts[0].message).toBe(message);
  });

  it('7.3 a buildspec that cannot be read fails the build that fetches it', () => {
    const harness = batched('\n  build-list: []\n');
    const { id } = startBatch(harness);
    harness.advance(10);
    expect(groups(harness, id)).toEqual(['DOWNLOAD_SOURCE FAILED']);
    expect(get(harness, id).buildBatchStatus).toBe('FAILED');
  });

  it('7.3 is timed out with all that goes on in it', () => {
    const harness = batched(GRAPH, { timeoutInMins: 5 });
    harness.behave({ match: { project: 'web' }, outcome: 'hang' });
    const { id } = startBatch(harness);
    harness.advance(299);
    expect(get(harness, id).buildBatchStatus).toBe('IN_PROGRESS');
    harness.advance(1);
    expect(get(harness, id)).toMatchObject({ buildBatchStatus: 'TIMED_OUT', complete: true });
    harness.advance(10);
    expect(groups(harness, id).slice(1)).toEqual(['small STOPPED', 'large', 'lint STOPPED']);
  });

  it('7.3 a build that is stopped ends it', () => {
    const harness = batched();
    const { id } = startBatch(harness);
    harness.advance(11);
    harness.stop(buildOf(harness, id, 'small').id);
    harness.advance(60);
    expect(get(harness, id).buildBatchStatus).toBe('FAILED');
  });

  it('7.3 one that takes no time is over at once', () => {
    const harness = batched();
    harness.behave({ match: { project: 'web' }, durationSeconds: 0 });
    const { id } = startBatch(harness);
    harness.advance(10);
    expect(groups(harness, id).slice(1)).toEqual(['small SUCCEEDED', 'large SUCCEEDED', 'lint SUCCEEDED']);
    expect(get(harness, id)).toMatchObject({ buildBatchStatus: 'SUCCEEDED', endTime: START + 10_000 });
  });

  it('7.3 of a source that the engine does not have it is one build', () => {
    const harness = new Harness();
    harness.project('web', { buildBatchConfig: { serviceRole: SERVICE_ROLE } });
    const { id, resolvedSourceVersion } = startBatch(harness);
    harness.advance(20);
    expect(groups(harness, id)).toEqual(['DOWNLOAD_SOURCE SUCCEEDED', 'build SUCCEEDED']);
    expect(buildOf(harness, id, 'build').resolvedSourceVersion).toBe(resolvedSourceVersion);
  });

  it('7.3 may be told otherwise than its project', () => {
    const harness = batched();
    const { id } = startBatch(harness, {
      buildTimeoutInMinutesOverride: 7,
      imageOverride: 'other',
      environmentVariablesOverride: [{ name: 'LEVEL', value: '2' }],
      buildBatchConfigOverride: { serviceRole: `${SERVICE_ROLE}-2` },
    });
    harness.advance(10);
    expect(get(harness, id)).toMatchObject({
      buildTimeoutInMinutes: 7,
      buildBatchConfig: { serviceRole: `${SERVICE_ROLE}-2` },
    });
    expect(buildOf(harness, id, 'small')).toMatchObject({
      timeoutInMinutes: 7,
      environment: { image: 'other', environmentVariables: [{ name: 'LEVEL', value: '2' }] },
    });
  });

  it('7.3 a token is one batch, and numbers count by project', () => {
    const harness = batched();
    const token = { idempotencyToken: 'a' };
    const { id } = startBatch(harness, token);
    expect(startBatch(harness, token)).toMatchObject({ id, buildBatchNumber: 1 });
    expect(startBatch(harness)).toMatchObject({ buildBatchNumber: 2 });
  });

  it('7.3 needs a project that is there, and a role for its batches', () => {
    const harness = new Harness();
    expect(harness.refusal('StartBuildBatch', { projectName: 'web' })).toContain('ResourceNotFoundException');
    harness.project();
    expect(harness.refusal('StartBuildBatch', { projectName: 'web' })).toContain('InvalidInputException');
    expect(harness.refusal('BatchGetBuildBatches', { ids: ['web'] })).toContain('InvalidInputException');
    const unknown = 'web:00000000-0000-4000-8000-000000000000';
    expect(harness.call('BatchGetBuildBatches', { ids: [unknown] })).toEqual({
      buildBatches: [],
      buildBatchesNotFound: [unknown],
    });
  });
});
