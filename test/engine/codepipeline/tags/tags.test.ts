import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customType, deploy, pipeline, source, stage, threeStages } from '../definitions.ts';
import { Harness } from '../harness.ts';

const PLACE = 'arn:aws:codepipeline:us-east-1:123456789012';
const PIPELINE = `${PLACE}:web`;
const WEBHOOK = `${PLACE}:webhook:hook`;
const ACTION_TYPE = `${PLACE}:actiontype:Custom/Build/Jenkins/1`;

function withResources() {
  const engine = new Harness();
  engine.create(threeStages());
  const webhook = {
    name: 'hook',
    targetPipeline: 'web',
    targetAction: 'Checkout',
    filters: [],
    authentication: 'UNAUTHENTICATED',
    authenticationConfiguration: {},
  };
  engine.call('PutWebhook', { webhook, tags: [{ key: 'team', value: 'hooks' }] });
  engine.call('CreateCustomActionType', customType({ tags: [{ key: 'team', value: 'build' }] }));
  return engine;
}

function tagsOf(engine: Harness, resourceArn: string): { key: string; value: string }[] {
  return engine.call('ListTagsForResource', { resourceArn }).tags;
}

const tag = (key: string, value = '') => ({ key, value });
const many = (count: number, prefix = 'k') => Array.from({ length: count }, (_, i) => tag(`${prefix}${i}`));

describe('tags', () => {
  it.each([
    ['a pipeline', PIPELINE, []],
    ['a webhook', WEBHOOK, [tag('team', 'hooks')]],
    ['a custom action type', ACTION_TYPE, [tag('team', 'build')]],
  ])('2.13 of %s are added, replaced and taken away', (_, resourceArn, before) => {
    const engine = withResources();
    expect(tagsOf(engine, resourceArn)).toEqual(before);
    expect(engine.call('TagResource', { resourceArn, tags: [tag('env', 'prod'), tag('team', 'web')] })).toEqual({});
    expect(tagsOf(engine, resourceArn)).toEqual(expect.arrayContaining([tag('env', 'prod'), tag('team', 'web')]));
    engine.call('TagResource', { resourceArn, tags: [tag('env', 'dev')] });
    expect(engine.call('UntagResource', { resourceArn, tagKeys: ['team', 'nothing'] })).toEqual({});
    expect(tagsOf(engine, resourceArn)).toEqual([tag('env', 'dev')]);
  });

  it('2.13 given at creation show, and a webhook’s show in its list', () => {
    const engine = withResources();
    const definition = pipeline([stage('Source', source()), stage('P', deploy())], { name: 'api' });
    engine.call('CreatePipeline', { pipeline: definition, tags: [tag('team', 'api')] });
    expect(tagsOf(engine, `${PLACE}:api`)).toEqual([tag('team', 'api')]);
    engine.call('TagResource', { resourceArn: WEBHOOK, tags: [tag('a')] });
    expect(engine.call('ListWebhooks', {}).webhooks[0].tags).toEqual([tag('team', 'hooks'), tag('a')]);
  });

  it('2.13 their keys are case-sensitive', () => {
    const engine = withResources();
    engine.call('TagResource', { resourceArn: PIPELINE, tags: [tag('env', '1'), tag('Env', '2')] });
    engine.call('UntagResource', { resourceArn: PIPELINE, tagKeys: ['ENV'] });
    expect(tagsOf(engine, PIPELINE)).toEqual([tag('env', '1'), tag('Env', '2')]);
  });

  it('2.13 an update of the pipeline leaves them', () => {
    const engine = withResources();
    engine.call('TagResource', { resourceArn: PIPELINE, tags: [tag('env')] });
    engine.call('UpdatePipeline', { pipeline: threeStages() });
    expect(tagsOf(engine, PIPELINE)).toEqual([tag('env')]);
  });

  it('2.13 at most 50 on a resource; another value for one of them is no further one', () => {
    const engine = withResources();
    engine.call('TagResource', { resourceArn: PIPELINE, tags: many(50) });
    const refused = engine.refusal('TagResource', { resourceArn: PIPELINE, tags: [tag('k0', 'new'), tag('more')] });
    expect(refused).toBe(`TooManyTagsException: Tag limit exceeded for resource [${PIPELINE}].`);
    expect(tagsOf(engine, PIPELINE)).toEqual(many(50));
    engine.call('TagResource', { resourceArn: PIPELINE, tags: [tag('k0', 'new')] });
    expect(tagsOf(engine, PIPELINE)).toHaveLength(50);
  });

  it.each([
    ['TagResource', { tags: [tag('aws:x')] }],
    ['TagResource', { tags: [tag('AWS:x')] }],
    ['TagResource', { tags: [tag('a'), tag('a')] }],
    ['UntagResource', { tagKeys: ['aws:x'] }],
  ])('2.13 %s with %j', (operation, more) => {
    expect(withResources().refusal(operation, { resourceArn: PIPELINE, ...more })).toMatch(/^InvalidTagsException/);
  });

  const operations = [
    ['ListTagsForResource', {}],
    ['TagResource', { tags: [tag('a')] }],
    ['UntagResource', { tagKeys: ['a'] }],
  ] as const;

  it.each(operations)('7.4 %s of an unknown resource', (operation, more) => {
    const engine = withResources();
    const elsewhere = [
      `${PLACE}:nope`,
      `${PLACE}:webhook:nope`,
      `${PLACE}:actiontype:Custom/Build/Nope/1`,
      'arn:aws:codepipeline:eu-west-1:123456789012:web',
      'arn:aws:codepipeline:us-east-1:210987654321:web',
      'arn:aws-cn:codepipeline:us-east-1:123456789012:web',
    ];
    for (const resourceArn of elsewhere) {
      expect(engine.refusal(operation, { resourceArn, ...more })).toMatch(/^ResourceNotFoundException/);
    }
  });

  it.each(operations)('7.4 %s of what is no ARN of a resource', (operation, more) => {
    const engine = withResources();
    const malformed = [
      `${PLACE}:web/Source`,
      `${PLACE}:web/Source/Checkout`,
      `${PLACE}:webhook:`,
      `${PLACE}:webhook:a:b`,
      `${PLACE}:pipeline:web`,
      `${PLACE}:we b`,
      'arn:aws:codepipeline:us east 1:123456789012:web',
    ];
    for (const resourceArn of malformed) {
      expect(engine.refusal(operation, { resourceArn, ...more })).toMatch(/^InvalidArnException/);
    }
  });

  it('1.5 come in one page, so that no token is one', () => {
    const engine = withResources();
    engine.call('TagResource', { resourceArn: PIPELINE, tags: many(3) });
    const answer = engine.call('ListTagsForResource', { resourceArn: PIPELINE, maxResults: 1 });
    expect(answer).toEqual({ tags: many(3) });
    const refused = engine.refusal('ListTagsForResource', { resourceArn: PIPELINE, nextToken: 'x' });
    expect(refused).toMatch(/^InvalidNextTokenException/);
  });

  it('2.13 are what a map of keys to values would be', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'A', 'constructor');
    const change = fc.oneof(
      fc.record({ tags: fc.uniqueArray(fc.record({ key, value: fc.string() }), { selector: (given) => given.key }) }),
      fc.record({ tagKeys: fc.array(key) }),
    );
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const engine = withResources();
        const expected = new Map<string, string>();
        for (const input of changes) {
          if ('tags' in input) {
            engine.call('TagResource', { resourceArn: PIPELINE, ...input });
            for (const { key: name, value } of input.tags) expected.set(name, value);
          } else {
            engine.call('UntagResource', { resourceArn: PIPELINE, ...input });
            for (const name of input.tagKeys) expected.delete(name);
          }
        }
        expect(tagsOf(engine, PIPELINE)).toEqual([...expected].map(([name, value]) => ({ key: name, value })));
      }),
    );
  });
});
