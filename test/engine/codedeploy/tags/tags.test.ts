import { describe, expect, it } from 'vitest';
import { Harness, PLACE, ROLE } from '../harness.ts';

const APPLICATION = `${PLACE}:application:web`;
const GROUP = `${PLACE}:deploymentgroup:web/prod`;
const tag = (Key: string, Value = '') => ({ Key, Value });
const many = (count: number) => Array.from({ length: count }, (_, i) => tag(`k${i}`));

function withResources(): Harness {
  const engine = new Harness();
  engine.application();
  engine.group();
  return engine;
}

function tagsOf(engine: Harness, ResourceArn: string) {
  return engine.call('ListTagsForResource', { ResourceArn }).Tags;
}

const operations: [string, object][] = [
  ['ListTagsForResource', {}],
  ['TagResource', { Tags: [tag('a')] }],
  ['UntagResource', { TagKeys: ['a'] }],
];
const changes = operations.slice(1);

describe('the tags of applications and deployment groups', () => {
  it.each([APPLICATION, GROUP])('9 %s: are added, replaced and taken away', (ResourceArn) => {
    const engine = withResources();
    expect(tagsOf(engine, ResourceArn)).toEqual([]);
    expect(engine.call('TagResource', { ResourceArn, Tags: [tag('env', 'dev'), tag('team', 'x')] })).toEqual({});
    engine.call('TagResource', { ResourceArn, Tags: [tag('env', 'prod')] });
    expect(tagsOf(engine, ResourceArn)).toEqual([tag('env', 'prod'), tag('team', 'x')]);
    expect(engine.call('UntagResource', { ResourceArn, TagKeys: ['team', 'none'] })).toEqual({});
    expect(tagsOf(engine, ResourceArn)).toEqual([tag('env', 'prod')]);
    expect(tagsOf(engine, ResourceArn === GROUP ? APPLICATION : GROUP)).toEqual([]);
  });

  it('9 may be given at creation, and stay when the resource is changed', () => {
    const engine = new Harness();
    engine.call('CreateApplication', { applicationName: 'web', tags: [tag('of', 'application')] });
    engine.group({ tags: [tag('of', 'group')] });
    engine.updateGroup({ newDeploymentGroupName: 'live' });
    engine.call('UpdateApplication', { applicationName: 'web', newApplicationName: 'shop' });
    expect(tagsOf(engine, `${PLACE}:application:shop`)).toEqual([tag('of', 'application')]);
    expect(tagsOf(engine, `${PLACE}:deploymentgroup:shop/live`)).toEqual([tag('of', 'group')]);
  });

  it.each([
    [[tag('')]],
    [[{ Value: 'x' }]],
    [[tag('x'.repeat(129))]],
    [[tag('a', 'x'.repeat(257))]],
    [[tag('AWS:a')]],
    [[tag('a'), tag('a')]],
    [many(51)],
  ])('7.4 cannot be %j', (Tags) => {
    const engine = withResources();
    expect(engine.refusal('TagResource', { ResourceArn: GROUP, Tags })).toMatch(/^InvalidTagsToAddException/);
    const application = { applicationName: 'api', tags: Tags };
    expect(engine.refusal('CreateApplication', application)).toMatch(/^InvalidTagsToAddException/);
    const group = { applicationName: 'web', deploymentGroupName: 'x', serviceRoleArn: ROLE, tags: Tags };
    expect(engine.refusal('CreateDeploymentGroup', group)).toMatch(/^InvalidTagsToAddException/);
  });

  it('7.4 are at most 50', () => {
    const engine = withResources();
    engine.call('TagResource', { ResourceArn: GROUP, Tags: many(50) });
    engine.call('TagResource', { ResourceArn: GROUP, Tags: [tag('k1', 'new')] });
    const more = engine.refusal('TagResource', { ResourceArn: GROUP, Tags: [tag('more')] });
    expect(more).toMatch(/^InvalidTagsToAddException/);
    expect(tagsOf(engine, GROUP)).toHaveLength(50);
  });

  it.each(operations)('7.4 %s needs an ARN', (operation, more) => {
    const engine = withResources();
    expect(engine.refusal(operation, more)).toMatch(/^ResourceArnRequiredException/);
    expect(engine.refusal(operation, { ResourceArn: '', ...more })).toMatch(/^ResourceArnRequiredException/);
    for (const ResourceArn of ['web', 'arn:aws:codedeploy', `${APPLICATION}${'x'.repeat(1011)}`]) {
      expect(engine.refusal(operation, { ResourceArn, ...more })).toMatch(/^InvalidArnException/);
    }
  });

  it.each(operations)('7.4 %s does not support what has no tags', (operation, more) => {
    const engine = withResources();
    const others = [
      `${PLACE}:deploymentconfig:CodeDeployDefault.OneAtATime`,
      `${PLACE}:instance:box_0123456789`,
      `${PLACE}:application:we b`,
      `${PLACE}:deploymentgroup:web`,
      'arn:aws:codepipeline:us-east-1:123456789012:web',
    ];
    for (const ResourceArn of others) {
      expect(engine.refusal(operation, { ResourceArn, ...more })).toMatch(/^ArnNotSupportedException/);
    }
  });

  const MISSING: [string, string][] = [
    [`${PLACE}:application:api`, 'ApplicationDoesNotExistException'],
    [`${PLACE}:deploymentgroup:api/prod`, 'ApplicationDoesNotExistException'],
    [`${PLACE}:deploymentgroup:web/test`, 'DeploymentGroupDoesNotExistException'],
    [APPLICATION.replace('us-east-1', 'eu-west-1'), 'ApplicationDoesNotExistException'],
    [GROUP.replace('123456789012', '210987654321'), 'ApplicationDoesNotExistException'],
  ];
  it.each(MISSING)('7.4 of %s, which is not there', (ResourceArn, exception) => {
    const engine = withResources();
    for (const [operation, more] of changes) {
      expect(engine.refusal(operation, { ResourceArn, ...more })).toMatch(new RegExp(`^${exception}`));
    }
    expect(tagsOf(engine, ResourceArn)).toEqual([]);
  });

  it('7.4 some must be given', () => {
    const engine = withResources();
    for (const more of [{}, { Tags: [] }]) {
      expect(engine.refusal('TagResource', { ResourceArn: GROUP, ...more })).toMatch(/^TagRequiredException/);
    }
    for (const more of [{}, { TagKeys: [] }]) {
      expect(engine.refusal('UntagResource', { ResourceArn: GROUP, ...more })).toMatch(/^TagRequiredException/);
    }
  });

  it('1.5 come in one page', () => {
    const engine = withResources();
    engine.call('TagResource', { ResourceArn: GROUP, Tags: many(50) });
    expect(engine.call('ListTagsForResource', { ResourceArn: GROUP, NextToken: 'x' })).toEqual({ Tags: many(50) });
  });
});
