import { describe, expect, it } from 'vitest';
import { customAction, customType, deploy, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

const GITHUB = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
  configuration: { Owner: 'acme', Repo: 'web', Branch: 'main', OAuthToken: 'ghp_secret' },
});

describe('secrets', () => {
  const withToken = (stageName = 'Source', token = 'ghp_secret') => {
    const configuration = { ...GITHUB.configuration!, OAuthToken: token };
    return pipeline([stage(stageName, { ...GITHUB, configuration }), stage('Prod', deploy())]);
  };

  it('2.2 no answer ever gives a secret back', () => {
    const engine = new Harness();
    const created = engine.call('CreatePipeline', { pipeline: withToken() });
    engine.advance(60);
    const answers = [
      created,
      engine.call('GetPipeline', { name: 'web' }),
      engine.call('UpdatePipeline', { pipeline: withToken() }),
      engine.details(),
      engine.state(),
      engine.events(),
    ];
    expect(JSON.stringify(answers)).not.toContain('ghp_secret');
    expect(created.pipeline.stages[0].actions[0].configuration.OAuthToken).toBe('****');
  });

  it('2.7 **** keeps the stored value, unless the stage was renamed', () => {
    const engine = new Harness();
    engine.create(withToken());
    engine.advance(60);
    const shown = engine.call('GetPipeline', { name: 'web' }).pipeline;
    expect(engine.call('UpdatePipeline', { pipeline: shown }).pipeline.version).toBe(2);
    shown.stages[0].name = 'Sources';
    expect(engine.refusal('UpdatePipeline', { pipeline: shown })).toBe(
      "InvalidActionDeclarationException: Action configuration for the new action 'Checkout' contains an invalid configuration for the secret property 'OAuthToken'. '****' may be used in secret properties only when updating an existing action.",
    );
  });

  it('2.7 a kept secret is no change of the stages', () => {
    const engine = new Harness();
    const id = engine.create(withToken());
    const { pipeline: shown } = engine.call('GetPipeline', { name: 'web' });
    engine.call('UpdatePipeline', { pipeline: shown });
    expect(engine.status(id)).toBe('InProgress');
  });

  it('2.7 **** of an action with another name is refused', () => {
    const engine = new Harness();
    engine.create(withToken());
    const { pipeline: shown } = engine.call('GetPipeline', { name: 'web' });
    shown.stages[0].actions[0].name = 'Fetch';
    expect(engine.refusal('UpdatePipeline', { pipeline: shown })).toMatch(
      /^InvalidActionDeclarationException: Action configuration for the new action 'Fetch'/,
    );
    expect(engine.call('GetPipeline', { name: 'web' }).pipeline.version).toBe(1);
  });

  it('2.7 a kept secret is what the worker of the action is given, also after another update', () => {
    const engine = new Harness();
    engine.call('CreateCustomActionType', customType());
    const definition = pipeline([stage('Source', source()), stage('Build', customAction())]);
    engine.create(definition);
    for (let i = 0; i < 2; i++) engine.update(engine.call('GetPipeline', { name: 'web' }).pipeline);
    engine.advance(1);
    const actionTypeId = customAction().actionTypeId;
    const { jobs } = engine.call('PollForJobs', { actionTypeId, maxBatchSize: 1 });
    expect(jobs[0].data.actionConfiguration.configuration.Password).toBe('hunter2');
  });

  it('2.7 a new secret takes the place of the stored one', () => {
    const engine = new Harness();
    const id = engine.create(withToken());
    engine.update(withToken('Source', 'ghp_new'));
    expect(engine.status(id)).toBe('Cancelled');
    expect(JSON.stringify(engine.call('GetPipeline', { name: 'web' }))).not.toContain('ghp_');
  });

  it('2.2 **** on a new pipeline is refused', () => {
    const message = new Harness().refusal('CreatePipeline', { pipeline: withToken('Source', '****') });
    expect(message).toMatch(/^InvalidActionDeclarationException: Action configuration for the new action 'Checkout'/);
  });
});
