import { describe, expect, it } from 'vitest';
import { threeStages } from '../definitions.ts';
import { ALICE, Harness } from '../harness.ts';

function events() {
  const engine = new Harness();
  const id = engine.create(threeStages());
  engine.advance(60);
  return { id, all: engine.events() };
}

describe('events', () => {
  it('2.14 the envelope names service, place, pipeline and time', () => {
    expect(events().all[0]).toMatchObject({
      version: '0',
      'detail-type': 'CodePipeline Pipeline Execution State Change',
      source: 'aws.codepipeline',
      account: '123456789012',
      region: 'us-east-1',
      time: '2026-01-05T08:00:00Z',
      resources: ['arn:aws:codepipeline:us-east-1:123456789012:web'],
    });
  });

  it('2.14 pipeline level: the trigger with STARTED alone, the version as a number', () => {
    const { id, all } = events();
    const pipelineEvents = all.filter((event) => event['detail-type'].startsWith('CodePipeline Pipeline'));
    const common = { pipeline: 'web', 'execution-id': id, version: 1, 'pipeline-execution-attempt': 1 };
    expect(pipelineEvents.map((event) => event.detail)).toEqual([
      {
        ...common,
        state: 'STARTED',
        'execution-trigger': { 'trigger-type': 'CreatePipeline', 'trigger-detail': ALICE },
      },
      { ...common, state: 'SUCCEEDED' },
    ]);
  });

  it('2.14 stage level', () => {
    const { id, all } = events();
    const [first] = all.filter((event) => event['detail-type'].startsWith('CodePipeline Stage'));
    expect(first?.detail).toEqual({
      pipeline: 'web',
      'execution-id': id,
      stage: 'Source',
      state: 'STARTED',
      version: 1,
    });
  });

  it('2.14 action level: type, region, artifacts, and the result at the end', () => {
    const { id, all } = events();
    const ofBuild = all.filter((event) => event.detail.action === 'Compile');
    const artifact = { name: 'Src', s3location: { bucket: 'artifacts-us-east-1', key: expect.any(String) } };
    const common = {
      pipeline: 'web',
      'execution-id': id,
      stage: 'Build',
      action: 'Compile',
      region: 'us-east-1',
      version: 1,
      type: { owner: 'AWS', category: 'Build', provider: 'CodeBuild', version: '1' },
      'input-artifacts': [artifact],
      'output-artifacts': [],
    };
    expect(ofBuild.map((event) => event.detail)).toEqual([
      { ...common, state: 'STARTED' },
      {
        ...common,
        state: 'SUCCEEDED',
        'execution-result': {
          'external-execution-id': expect.stringMatching(/^web-build:/),
          'external-execution-url': expect.stringContaining('web-build'),
        },
      },
    ]);
  });

  it('2.14 a failed action has the code of its error', () => {
    const engine = new Harness();
    engine.behave({ match: { action: 'Ship' }, outcome: 'fail', error: { code: 'PermissionError', message: 'no' } });
    engine.create(threeStages());
    engine.advance(60);
    const failed = engine.events().find((event) => event.detail.action === 'Ship' && event.detail.state === 'FAILED');
    expect(failed?.detail['execution-result']).toMatchObject({
      'error-code': 'PermissionError',
      'external-execution-summary': 'no',
    });
  });
});
