import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/engine/codepipeline/webhooks/authenticate.ts';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { deploy, pipeline, source, stage, threeStages, V2 } from '../definitions.ts';
import { Harness } from '../harness.ts';

const COMMIT = '9f3c2a1b4d5e6f708192a3b4c5d6e7f801234567';
const ARN = 'arn:aws:codepipeline:us-east-1:123456789012:webhook:hook';

const GITHUB = source('Checkout', {
  actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
  configuration: { Owner: 'acme', Repo: 'web', Branch: 'main', OAuthToken: 'secret' },
});

const PUSH = {
  ref: 'refs/heads/main',
  after: COMMIT,
  head_commit: { id: COMMIT, message: 'Fix login', author: { name: 'Ana' }, url: 'https://example.com/c/9f3c' },
  commits: [{ id: COMMIT, added: ['a.ts'] }],
  forced: false,
  size: 1,
};

function definition(more: object = {}) {
  return {
    name: 'hook',
    targetPipeline: 'web',
    targetAction: 'Checkout',
    filters: [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{Branch}' }],
    authentication: 'GITHUB_HMAC',
    authenticationConfiguration: { SecretToken: 'token' },
    ...more,
  };
}

const OPEN = { authentication: 'UNAUTHENTICATED', authenticationConfiguration: {} };

function sourced(action: ActionDeclaration = GITHUB) {
  const engine = new Harness();
  engine.create(pipeline([stage('Source', action), stage('Prod', deploy())]));
  engine.advance(60);
  return engine;
}

function put(engine: Harness, more: object = {}, tags?: object[]) {
  return engine.call('PutWebhook', { webhook: definition(more), ...(tags && { tags }) }).webhook;
}

function idOf({ url }: { url: string }): string {
  return url.split('/').at(-1)!;
}

function list(engine: Harness, input: object = {}) {
  return engine.call('ListWebhooks', input).webhooks;
}

function send(engine: Harness, webhook: { url: string }, payload: unknown, more: Partial<Delivery> = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return engine.service.receive(idOf(webhook), { headers: {}, body, ...more });
}

function signature(body: string, secret = 'token', algorithm = 'sha256') {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
}

describe('PutWebhook', () => {
  it('2.11 gives an address, and the secret never back', () => {
    const webhook = put(sourced(), {}, [{ key: 'team', value: 'web' }]);
    expect(webhook).toEqual({
      definition: definition({ authenticationConfiguration: { SecretToken: '****' } }),
      url: expect.stringMatching(/^http:\/\/signalbox\.localhost\/_signalbox\/webhooks\/[A-Za-z0-9]{40}$/),
      arn: ARN,
      tags: [{ key: 'team', value: 'web' }],
    });
  });

  it('2.11 the same name again is another definition at the same address, with its tags', () => {
    const engine = sourced();
    const first = put(engine, {}, [{ key: 'team', value: 'web' }]);
    const second = put(engine, OPEN);
    expect(second).toEqual({ ...first, definition: definition(OPEN) });
    expect(list(engine)).toEqual([second]);
    expect(put(engine, OPEN, []).tags).toEqual([]);
  });

  it('2.11 made again after it was deleted it has another address', () => {
    const engine = sourced();
    const first = put(engine);
    engine.call('DeleteWebhook', { name: 'hook' });
    expect(list(engine)).toEqual([]);
    expect(put(engine).url).not.toBe(first.url);
    expect(send(engine, first, PUSH)).toBeUndefined();
  });

  it.each<[string, string, object]>([
    ['GITHUB_HMAC', 'without a secret', {}],
    ['GITHUB_HMAC', 'with a range', { SecretToken: 'a', AllowedIPRange: '10.0.0.0/8' }],
    ['IP', 'without a range', {}],
    ['IP', 'with a secret', { SecretToken: 'a', AllowedIPRange: '10.0.0.0/8' }],
    ['IP', 'with what is no range', { AllowedIPRange: '10.0.0.0/99' }],
    ['UNAUTHENTICATED', 'with a secret', { SecretToken: 'a' }],
    ['UNAUTHENTICATED', 'with a range', { AllowedIPRange: '10.0.0.0/8' }],
  ])('7.4 %s %s', (authentication, _, authenticationConfiguration) => {
    const engine = sourced();
    const webhook = definition({ authentication, authenticationConfiguration });
    expect(engine.refusal('PutWebhook', { webhook })).toMatch(/^InvalidWebhookAuthenticationParametersException/);
    expect(list(engine)).toEqual([]);
  });

  it('7.4 a filter that is no path', () => {
    const webhook = definition({ filters: [{ jsonPath: '$.ref' }, { jsonPath: '$..ref', matchEquals: 'x' }] });
    expect(sourced().refusal('PutWebhook', { webhook })).toMatch(/^InvalidWebhookFilterPatternException: .*\$\.\.ref/);
  });

  it('7.4 an unknown pipeline, and an action that is none of its sources', () => {
    const engine = sourced();
    const refused = (more: object) => engine.refusal('PutWebhook', { webhook: definition(more) });
    expect(refused({ targetPipeline: 'nope' })).toMatch(/^PipelineNotFoundException/);
    expect(refused({ targetAction: 'Nope' })).toMatch(/^ValidationException: .*'Nope'/);
    expect(refused({ targetAction: 'Ship' })).toMatch(/^ValidationException/);
  });

  it('2.13 tags that AWS refuses', () => {
    const engine = sourced();
    const refused = (tags: object[]) => engine.refusal('PutWebhook', { webhook: definition(), tags });
    expect(refused([{ key: 'aws:x', value: '' }])).toMatch(/^InvalidTagsException/);
    const many = Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: '' }));
    expect(refused(many)).toBe(`TooManyTagsException: Tag limit exceeded for resource [${ARN}].`);
  });

  it('2.11 at most 300 of them; another definition for one of them is no further one', () => {
    const engine = sourced();
    for (let i = 0; i < 300; i++) put(engine, { name: `hook${i}` });
    expect(engine.refusal('PutWebhook', { webhook: definition() })).toMatch(/^LimitExceededException/);
    put(engine, { name: 'hook7', ...OPEN });
  });
});

describe('ListWebhooks', () => {
  it('1.5 pages by capital NextToken and MaxResults, by name', () => {
    const engine = sourced();
    for (const name of ['c', 'a', 'b']) put(engine, { name });
    const names = (answer: { webhooks: { definition: { name: string } }[] }) =>
      answer.webhooks.map(({ definition: { name } }) => name);
    const first = engine.call('ListWebhooks', { MaxResults: 2 });
    expect(names(first)).toEqual(['a', 'b']);
    const second = engine.call('ListWebhooks', { MaxResults: 2, NextToken: first.NextToken });
    expect(names(second)).toEqual(['c']);
    expect(second).not.toHaveProperty('NextToken');
    expect(engine.refusal('ListWebhooks', { NextToken: 'x' })).toMatch(/^InvalidNextTokenException/);
  });
});

describe('DeleteWebhook', () => {
  it('2.2 an unknown name is no error', () => {
    expect(new Harness().call('DeleteWebhook', { name: 'nope' })).toEqual({});
  });
});

describe('RegisterWebhookWithThirdParty', () => {
  const change = { pipeline: 'web', action: 'Checkout' };

  it('2.11 what a registered webhook brings has its ARN', () => {
    const engine = sourced();
    put(engine);
    const newestTrigger = () => {
      engine.service.sourceChange(change);
      return engine.executions()[0].trigger;
    };
    expect(newestTrigger().triggerDetail).not.toBe(ARN);
    expect(engine.call('RegisterWebhookWithThirdParty', { webhookName: 'hook' })).toEqual({});
    expect(newestTrigger()).toEqual({ triggerType: 'Webhook', triggerDetail: ARN });
    expect(list(engine)[0].lastTriggered).toBe(engine.world.clock.now());
    expect(engine.call('DeregisterWebhookWithThirdParty', { webhookName: 'hook' })).toEqual({});
    expect(newestTrigger().triggerDetail).not.toBe(ARN);
  });

  it.each(['RegisterWebhookWithThirdParty', 'DeregisterWebhookWithThirdParty'])(
    '7.1 %s of an unknown webhook',
    (operation) => {
      expect(new Harness().refusal(operation, { webhookName: 'nope' })).toMatch(/^WebhookNotFoundException/);
      expect(new Harness().refusal(operation, {})).toMatch(/^WebhookNotFoundException/);
    },
  );
});

describe('a call of a webhook', () => {
  it('2.11 starts an execution of the pushed commit', () => {
    const engine = sourced();
    const webhook = put(engine, OPEN);
    const reception = send(engine, webhook, PUSH);
    const [newest] = engine.executions();
    expect(reception).toEqual({ kind: 'started', pipelineExecutionId: newest.pipelineExecutionId });
    expect(newest.trigger).toEqual({ triggerType: 'Webhook', triggerDetail: ARN });
    expect(list(engine)[0].lastTriggered).toBe(engine.world.clock.now());
    engine.advance(1);
    expect(engine.executions()[0].sourceRevisions[0]).toMatchObject({
      revisionId: COMMIT,
      revisionSummary: 'Fix login',
      revisionUrl: 'https://example.com/c/9f3c',
    });
  });

  it.each<[string, object]>([
    ['a push to another branch', { ...PUSH, ref: 'refs/heads/dev' }],
    ['a branch that was deleted', { ...PUSH, after: '0'.repeat(40), head_commit: null }],
    ['what is no push', { action: 'opened' }],
  ])('2.11 for %s the source action looks for itself', (_, payload) => {
    const engine = sourced();
    expect(send(engine, put(engine, { ...OPEN, filters: [] }), payload)).toMatchObject({ kind: 'started' });
    engine.advance(1);
    expect(engine.executions()[0].sourceRevisions[0].revisionId).toMatch(/^[0-9a-f]{40}$/);
    expect(engine.executions()[0].sourceRevisions[0].revisionId).not.toMatch(new RegExp(`^(0{40}|${COMMIT})$`));
  });

  it.each<[string, object[], boolean]>([
    ['a text', [{ jsonPath: '$.ref', matchEquals: 'refs/heads/main' }], true],
    ['upper case', [{ jsonPath: '$.ref', matchEquals: 'refs/heads/Main' }], false],
    ['a placeholder', [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{Branch}' }], true],
    ['two placeholders', [{ jsonPath: '$.ref', matchEquals: '{Owner}/{Repo}' }], false],
    ['an unknown placeholder', [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{BranchName}' }], false],
    ['a secret', [{ jsonPath: '$.ref', matchEquals: '{OAuthToken}' }], false],
    ['a number', [{ jsonPath: '$.size', matchEquals: '1' }], true],
    ['a flag', [{ jsonPath: "$['forced']", matchEquals: 'false' }], true],
    ['an object', [{ jsonPath: '$.head_commit', matchEquals: '[object Object]' }], false],
    ['a place in a list', [{ jsonPath: '$.commits[0].added[0]', matchEquals: 'a.ts' }], true],
    ['what is not there', [{ jsonPath: '$.commits[1].id', matchEquals: 'undefined' }], false],
    ['mere presence', [{ jsonPath: '$.head_commit' }], true],
    ['mere absence', [{ jsonPath: '$.pull_request' }], false],
    [
      'one of two',
      [
        { jsonPath: '$.size', matchEquals: '1' },
        { jsonPath: '$.size', matchEquals: '2' },
      ],
      false,
    ],
    ['nothing', [], true],
  ])('2.11 a filter of %s: all must match', (_, filters, starts) => {
    const engine = sourced();
    const before = engine.executions().length;
    expect(send(engine, put(engine, { ...OPEN, filters }), PUSH)!.kind).toBe(starts ? 'started' : 'ignored');
    expect(engine.executions().length).toBe(before + (starts ? 1 : 0));
  });

  it('2.11 GITHUB_HMAC takes what is signed with the secret', () => {
    const engine = sourced();
    const webhook = put(engine);
    const body = JSON.stringify(PUSH);
    const kind = (headers: Record<string, string>) => send(engine, webhook, body, { headers })!.kind;
    const strong = signature(body);
    const weak = signature(body, 'token', 'sha1');
    expect(kind({ 'x-hub-signature-256': strong })).toBe('started');
    expect(kind({ 'x-hub-signature': weak })).toBe('started');
    expect(kind({})).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature-256': signature(body, 'guess') })).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature-256': signature(`${body} `) })).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature-256': strong.slice(0, -1) })).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature': signature(body, 'guess', 'sha1') })).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature': strong })).toBe('notAuthentic');
    expect(kind({ 'x-hub-signature-256': 'sha256=00', 'x-hub-signature': weak })).toBe('notAuthentic');
  });

  it('2.11 IP takes what comes from the range', () => {
    const engine = sourced();
    const range = { AllowedIPRange: '192.0.2.0/24' };
    const webhook = put(engine, { authentication: 'IP', authenticationConfiguration: range });
    expect(webhook.definition.authenticationConfiguration).toEqual(range);
    const kind = (remoteAddress?: string) => send(engine, webhook, PUSH, { remoteAddress })!.kind;
    expect(kind('192.0.2.9')).toBe('started');
    expect(kind('::ffff:192.0.2.9')).toBe('started');
    expect(kind('198.51.100.1')).toBe('notAuthentic');
    expect(kind()).toBe('notAuthentic');
  });

  it('2.11 a body that is no JSON starts nothing', () => {
    const engine = sourced();
    expect(send(engine, put(engine, OPEN), 'ref=main')).toEqual({ kind: 'notJson' });
    expect(send(engine, put(engine, OPEN), '')).toEqual({ kind: 'notJson' });
  });

  it('2.11 what keeps it from starting anything shows, until it starts something', () => {
    const engine = sourced();
    const webhook = put(engine, { ...OPEN, filters: [] });
    engine.call('DeletePipeline', { name: 'web' });
    expect(() => send(engine, webhook, PUSH)).toThrow(expect.objectContaining({ name: 'PipelineNotFoundException' }));
    expect(list(engine)[0]).toMatchObject({ errorCode: 'PipelineNotFoundException', errorMessage: expect.any(String) });
    engine.create(pipeline([stage('Source', source('Other')), stage('Prod', deploy())]));
    expect(() => send(engine, webhook, PUSH)).toThrow(expect.objectContaining({ name: 'ActionNotFoundException' }));
    engine.call('UpdatePipeline', { pipeline: threeStages() });
    expect(send(engine, webhook, PUSH)).toMatchObject({ kind: 'started' });
    expect(list(engine)[0]).not.toHaveProperty('errorCode');
  });

  it('2.11 whatever comes is answered', () => {
    const engine = sourced();
    const webhook = put(engine, OPEN);
    const payload = fc.oneof(fc.json(), fc.string(), fc.constantFrom('null', '[]', '{"ref":{}}', '{"__proto__":1}'));
    fc.assert(
      fc.property(payload, (body) => {
        expect(['ignored', 'notJson']).toContain(send(engine, webhook, body)!.kind);
      }),
    );
    expect(engine.executions()).toHaveLength(1);
  });

  it('2.4 starts no more than 50 at a time', () => {
    const engine = new Harness();
    engine.create(threeStages({ ...V2, executionMode: 'QUEUED' }));
    const webhook = put(engine, { ...OPEN, filters: [] });
    for (let i = 1; i < 50; i++) send(engine, webhook, PUSH);
    const name = 'ConcurrentPipelineExecutionsLimitExceededException';
    expect(() => send(engine, webhook, PUSH)).toThrow(expect.objectContaining({ name }));
    expect(list(engine)[0].errorCode).toBe(name);
    expect(engine.executions()).toHaveLength(50);
  });

  it('2.11 the filter follows the configuration of the target action', () => {
    const engine = sourced(source());
    const filters = [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{BranchName}' }];
    const webhook = put(engine, { ...OPEN, filters });
    expect(send(engine, webhook, PUSH)).toMatchObject({ kind: 'started' });
    const configuration = { RepositoryName: 'web', BranchName: 'dev' };
    const changed = pipeline([stage('Source', source('Checkout', { configuration })), stage('Prod', deploy())]);
    engine.call('UpdatePipeline', { pipeline: changed });
    expect(send(engine, webhook, PUSH)).toEqual({ kind: 'ignored' });
  });
});
