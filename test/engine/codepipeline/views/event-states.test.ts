import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { approval, build, deploy, gated, lambda, pipeline, source, stage, threeStages, V2 } from '../definitions.ts';
import { ALICE, Harness } from '../harness.ts';

/** What happens to an execution, whose id it gives. */
type Story = (engine: Harness) => string;

function failInProd(engine: Harness): string {
  engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 1 });
  const id = engine.create(threeStages());
  engine.advance(60);
  return id;
}

const STORIES = {
  passed: (engine) => {
    const id = engine.create(threeStages());
    engine.advance(60);
    return id;
  },
  failed: failInProd,
  retried: (engine) => {
    const id = failInProd(engine);
    engine.retry('Prod', id);
    engine.advance(60);
    return id;
  },
  stopped: (engine) => {
    const id = engine.create(threeStages());
    engine.advance(5);
    engine.stop(id, { reason: 'wrong branch' });
    engine.advance(60);
    return id;
  },
  abandoned: (engine) => {
    const id = engine.create(gated());
    engine.advance(5);
    engine.stop(id, { abandon: true });
    return id;
  },
  updated: (engine) => {
    const id = engine.create(gated());
    engine.advance(5);
    engine.update(threeStages());
    return id;
  },
  superseded: (engine) => {
    engine.create(gated());
    engine.advance(5);
    const id = engine.start();
    engine.advance(5);
    engine.start();
    engine.advance(5);
    return id;
  },
} satisfies Record<string, Story>;

const LEVELS = ['Pipeline', 'Stage', 'Action'] as const;
type Level = (typeof LEVELS)[number];

/** Spec 2.14: the states of each level. */
const STATES: Readonly<Record<Level, readonly string[]>> = {
  Pipeline: ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'STOPPING', 'STOPPED', 'CANCELED', 'SUPERSEDED'],
  Stage: ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'STOPPING', 'STOPPED', 'CANCELED'],
  Action: ['STARTED', 'SUCCEEDED', 'FAILED', 'CANCELED', 'ABANDONED'],
};

function told(story: Story): { id: string; events: readonly JournalEvent[] } {
  const engine = new Harness();
  const id = story(engine);
  return { id, events: engine.events().filter(({ source: from }) => from === 'aws.codepipeline') };
}

function levelOf(event: JournalEvent): Level {
  return LEVELS.find((level) => event['detail-type'] === `CodePipeline ${level} Execution State Change`)!;
}

function last({ id, events }: ReturnType<typeof told>, level: Level, state: string) {
  const ofLevel = events.filter((event) => levelOf(event) === level && event.detail['execution-id'] === id);
  return ofLevel.findLast(({ detail }) => detail.state === state)?.detail;
}

const ARTIFACT = {
  name: 'Src',
  s3location: { bucket: 'artifacts-us-east-1', key: expect.stringMatching(/^web\/Src\/[A-Za-z0-9]{7}$/) },
};

describe('the states of events', () => {
  it.each<[string, Story, object]>([
    ['STARTED', STORIES.passed, { 'execution-trigger': { 'trigger-type': 'CreatePipeline', 'trigger-detail': ALICE } }],
    ['SUCCEEDED', STORIES.passed, {}],
    ['RESUMED', STORIES.retried, { 'pipeline-execution-attempt': 2 }],
    ['FAILED', STORIES.failed, {}],
    ['STOPPING', STORIES.stopped, { 'stop-execution-comments': 'wrong branch' }],
    ['STOPPING', STORIES.abandoned, {}],
    ['STOPPED', STORIES.stopped, {}],
    ['CANCELED', STORIES.updated, {}],
    ['SUPERSEDED', STORIES.superseded, {}],
  ])('2.14 pipeline %s', (state, story, more) => {
    const all = told(story);
    expect(last(all, 'Pipeline', state)).toEqual({
      pipeline: 'web',
      'execution-id': all.id,
      version: 1,
      state,
      'pipeline-execution-attempt': 1,
      ...more,
    });
  });

  it.each<[string, string, Story]>([
    ['STARTED', 'Prod', STORIES.passed],
    ['SUCCEEDED', 'Prod', STORIES.passed],
    ['RESUMED', 'Prod', STORIES.retried],
    ['FAILED', 'Prod', STORIES.failed],
    ['STOPPING', 'Build', STORIES.stopped],
    ['STOPPED', 'Build', STORIES.stopped],
    ['CANCELED', 'Gate', STORIES.updated],
  ])('2.14 stage %s', (state, stageName, story) => {
    const all = told(story);
    expect(last(all, 'Stage', state)).toEqual({
      pipeline: 'web',
      'execution-id': all.id,
      version: 1,
      stage: stageName,
      state,
    });
  });

  const ship = {
    stage: 'Prod',
    action: 'Ship',
    type: { owner: 'AWS', category: 'Deploy', provider: 'ElasticBeanstalk', version: '1' },
    'input-artifacts': [ARTIFACT],
    'output-artifacts': [],
  };
  const approve = {
    stage: 'Gate',
    action: 'Approve',
    type: { owner: 'AWS', category: 'Approval', provider: 'Manual', version: '1' },
    'input-artifacts': [],
    'output-artifacts': [],
  };
  const result = { 'external-execution-id': expect.any(String) };

  it.each<[string, Story, object]>([
    ['STARTED', STORIES.passed, ship],
    ['SUCCEEDED', STORIES.passed, { ...ship, 'execution-result': result }],
    [
      'FAILED',
      STORIES.failed,
      {
        ...ship,
        'execution-result': {
          ...result,
          'external-execution-summary': 'Action Ship failed',
          'error-code': 'JobFailed',
        },
      },
    ],
    ['CANCELED', STORIES.updated, approve],
    ['ABANDONED', STORIES.abandoned, approve],
  ])('2.14 action %s', (state, story, expected) => {
    const all = told(story);
    expect(last(all, 'Action', state)).toEqual({
      pipeline: 'web',
      'execution-id': all.id,
      version: 1,
      region: 'us-east-1',
      state,
      ...expected,
    });
  });

  it('2.14 a source that succeeded tells what it found, and where it was put', () => {
    const engine = new Harness();
    engine.create(pipeline([stage('Source', source()), stage('Prod', deploy())]));
    engine.advance(1);
    const event = engine.events().find(({ detail }) => detail.action === 'Checkout' && detail.state === 'SUCCEEDED');
    const { currentRevision, latestExecution, revisionUrl } = engine.action('Source', 'Checkout');
    expect(event?.detail).toMatchObject({
      'input-artifacts': [],
      'output-artifacts': [ARTIFACT],
      'execution-result': {
        'external-execution-id': currentRevision.revisionId,
        'external-execution-summary': latestExecution.summary,
        'external-execution-url': revisionUrl,
      },
    });
    expect(event?.detail['execution-result']).not.toHaveProperty('error-code');
  });

  it.each(['fail', 'succeed'] as const)('2.14 only what succeeded has made something: %s', (outcome) => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Compile' }, outcome });
    const compile = build('Compile', { outputArtifacts: [{ name: 'App' }] });
    engine.create(pipeline([stage('Source', source()), stage('Build', compile)]));
    engine.advance(11);
    const made = engine
      .events()
      .filter(({ detail }) => detail.action === 'Compile')
      .map(({ detail }) => [detail.state, (detail['output-artifacts'] as { name: string }[]).map(({ name }) => name)]);
    expect(made).toEqual([['STARTED', []], outcome === 'fail' ? ['FAILED', []] : ['SUCCEEDED', ['App']]]);
  });

  it('2.14 there are these states and no others', () => {
    const seen = { Pipeline: new Set<unknown>(), Stage: new Set<unknown>(), Action: new Set<unknown>() };
    for (const story of Object.values(STORIES)) {
      for (const event of told(story).events) seen[levelOf(event)].add(event.detail.state);
    }
    for (const level of LEVELS) expect([...seen[level]].sort()).toEqual(STATES[level].toSorted());
  });

  it('2.14 every event has the envelope of its pipeline, and its moment', () => {
    const { events } = told(STORIES.retried);
    for (const event of events) {
      expect(event).toMatchObject({
        version: '0',
        id: expect.any(String),
        source: 'aws.codepipeline',
        account: '123456789012',
        region: 'us-east-1',
        resources: ['arn:aws:codepipeline:us-east-1:123456789012:web'],
        time: expect.stringMatching(/^2026-01-05T08:0\d:\d\dZ$/),
      });
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const at = (state: string) => events.filter(({ detail }) => detail.state === state && !detail.stage)[0]?.time;
    expect([at('STARTED'), at('FAILED'), at('RESUMED'), at('SUCCEEDED')]).toEqual([
      '2026-01-05T08:00:00Z',
      '2026-01-05T08:00:21Z',
      '2026-01-05T08:01:00Z',
      '2026-01-05T08:01:10Z',
    ]);
  });

  it('2.14 the attempt is counted for every retry, and stays until the end', () => {
    const { id, events } = told((engine) => {
      engine.behave({ match: { action: 'Ship' }, outcome: 'fail', times: 2 });
      const failed = engine.create(threeStages());
      engine.advance(60);
      for (let retries = 0; retries < 2; retries++) {
        engine.retry('Prod', failed);
        engine.advance(60);
      }
      return failed;
    });
    const ofPipeline = events.filter((event) => levelOf(event) === 'Pipeline' && event.detail['execution-id'] === id);
    expect(ofPipeline.map(({ detail }) => `${detail.state} ${detail['pipeline-execution-attempt']}`)).toEqual([
      'STARTED 1',
      'FAILED 1',
      'RESUMED 2',
      'FAILED 2',
      'RESUMED 3',
      'SUCCEEDED 3',
    ]);
  });

  it('2.14 the region of an action is its own, the region of the event that of the pipeline', () => {
    const engine = new Harness();
    const store = (location: string) => ({ type: 'S3', location });
    engine.create(
      pipeline([stage('Source', source()), stage('Prod', deploy('Ship', { region: 'eu-west-1' }))], {
        artifactStore: undefined,
        artifactStores: { 'us-east-1': store('bucket-us'), 'eu-west-1': store('bucket-eu') },
      }),
    );
    engine.advance(1);
    const event = engine.events().find(({ detail }) => detail.action === 'Ship');
    expect([event?.region, event?.detail.region]).toEqual(['us-east-1', 'eu-west-1']);
    expect(event?.detail['input-artifacts']).toMatchObject([{ s3location: { bucket: 'bucket-eu' } }]);
  });

  it('2.14 the version is that of the execution, and a number', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    engine.update({ ...gated(), ...V2 });
    engine.answer('Gate', 'Approve', 'Approved');
    expect(engine.events().at(-1)?.detail.version).toBe(1);
    engine.start();
    expect(engine.events().at(-1)?.detail.version).toBe(2);
  });

  it('2.14 whoever waits and is stopped was never stopping', () => {
    const engine = new Harness();
    engine.create(gated());
    engine.advance(1);
    const second = engine.start();
    engine.advance(1);
    engine.stop(second, { reason: 'not needed' });
    expect(engine.story(second).filter((line) => line.startsWith('pipeline'))).toEqual([
      'pipeline STARTED',
      'pipeline STOPPED',
    ]);
  });

  it('2.14 siblings of a failed action tell their end before their stage does', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Quick' }, outcome: 'fail', durationSeconds: 1 });
    const id = engine.create(pipeline([stage('Source', source()), stage('Test', lambda('Quick'), approval('Slow'))]));
    engine.advance(5);
    engine.answer('Test', 'Slow', 'Approved');
    expect(engine.story(id).slice(-4)).toEqual([
      'action Test/Quick FAILED',
      'action Test/Slow SUCCEEDED',
      'stage Test FAILED',
      'pipeline FAILED',
    ]);
  });
});
