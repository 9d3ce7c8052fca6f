import { describe, expect, it } from 'vitest';
import { ActionTypes } from '../../../../src/engine/codepipeline/action-types/action-types.ts';
import type { ActionDeclaration } from '../../../../src/rules/pipeline-declaration.ts';
import { customAction, customType, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

const ARN = 'arn:aws:codepipeline:us-east-1:123456789012:actiontype:Custom/Build/Jenkins/1';
const ID = { category: 'Build', provider: 'Jenkins', version: '1' } as const;

function created(...more: object[]): Harness {
  const engine = new Harness();
  for (const extra of [{}, ...more]) engine.call('CreateCustomActionType', customType(extra));
  return engine;
}

function withBuild(extra: Partial<ActionDeclaration> = {}) {
  return pipeline([stage('Source', source()), stage('Build', customAction('Compile', extra))]);
}

function listed(engine: Harness, filter: object = { actionOwnerFilter: 'Custom' }) {
  return engine.call('ListActionTypes', filter).actionTypes;
}

describe('CreateCustomActionType', () => {
  it('2.12 answers the type with the owner Custom, and ListActionTypes shows it', () => {
    const engine = new Harness();
    const { actionType } = engine.call('CreateCustomActionType', customType());
    expect(actionType).toEqual({
      id: { ...ID, owner: 'Custom' },
      settings: customType().settings,
      actionConfigurationProperties: customType().configurationProperties,
      inputArtifactDetails: { minimumCount: 0, maximumCount: 2 },
      outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
    });
    expect(listed(engine)).toEqual([actionType]);
  });

  it('1.7 is found by its ARN, with tags that can be changed, until it is deleted', () => {
    const types = new ActionTypes({ account: '123456789012', region: 'us-east-1' });
    const tags = [{ key: 'team', value: 'web' }];
    types.create(customType(), tags);
    const found = types.findCustomActionTypeByArn(ARN)!;
    expect(found.tags).toEqual(tags);
    found.tags = [];
    expect(types.findCustomActionTypeByArn(ARN)?.tags).toEqual([]);
    expect(types.findCustomActionTypeByArn(ARN.replace('Custom', 'AWS'))).toBeUndefined();
    types.delete(ID);
    expect(types.findCustomActionTypeByArn(ARN)).toBeUndefined();
  });

  it('2.2 refuses more artifacts at least than at most, in the words of the service', () => {
    const engine = new Harness();
    const details = { minimumCount: 3, maximumCount: 1 };
    const expected =
      'ValidationException: Maximum Number of Artifacts (1) has to be greater than or equal to minimum (3).';
    for (const member of ['inputArtifactDetails', 'outputArtifactDetails']) {
      expect(engine.refusal('CreateCustomActionType', customType({ [member]: details }))).toBe(expected);
    }
    expect(listed(engine)).toEqual([]);
  });

  const property = (name: string, more: object = {}) => ({
    name,
    required: true,
    key: true,
    secret: false,
    queryable: false,
    ...more,
  });

  it.each([
    [
      'two queryable properties',
      [property('A', { queryable: true }), property('B', { queryable: true })],
      'at most one',
    ],
    [
      'a queryable property that is optional',
      [property('A', { queryable: true, required: false })],
      'must be required',
    ],
    ['a queryable property that is secret', [property('A', { queryable: true, secret: true })], 'must not be secret'],
    ['a property twice', [property('A'), property('A')], "'A' is declared more than once"],
  ])('2.12 refuses %s', (_, configurationProperties, message) => {
    const refusal = new Harness().refusal('CreateCustomActionType', customType({ configurationProperties }));
    expect(refusal).toMatch(/^ValidationException: /);
    expect(refusal).toContain(message);
  });

  it('2.12 refuses the id of a type that there is', () => {
    expect(created().refusal('CreateCustomActionType', customType())).toMatch(/^ValidationException: .*already exists/);
  });

  it('2.12 makes at most 50 in a region; a deleted one makes room', () => {
    const engine = created(...Array.from({ length: 49 }, (_, n) => ({ version: `v${n}` })));
    const refused = engine.refusal('CreateCustomActionType', customType({ version: '2' }));
    expect(refused).toMatch(/^LimitExceededException: .*50/);
    engine.call('DeleteCustomActionType', ID);
    engine.call('CreateCustomActionType', customType({ version: '2' }));
    expect(listed(engine)).toHaveLength(50);
  });

  it('2.13 keeps its tags, which are checked like those of a pipeline', () => {
    const engine = new Harness();
    const tags = [{ key: 'team', value: 'web' }];
    expect(engine.call('CreateCustomActionType', customType({ tags })).tags).toEqual(tags);
    const many = Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: '' }));
    const other = (given: object[]) =>
      engine.refusal('CreateCustomActionType', customType({ version: '2', tags: given }));
    expect(other(many)).toBe(`TooManyTagsException: Tag limit exceeded for resource [${ARN.replace(/1$/, '2')}].`);
    expect(other([{ key: 'aws:x', value: '' }])).toMatch(/^InvalidTagsException/);
    expect(listed(engine)).toHaveLength(1);
  });
});

describe('the tags of a custom action type', () => {
  it('2.13 are told, changed and taken away by its ARN', () => {
    const engine = created();
    engine.call('TagResource', { resourceArn: ARN, tags: [{ key: 'team', value: 'web' }] });
    engine.call('TagResource', { resourceArn: ARN, tags: [{ key: 'env', value: 'dev' }] });
    engine.call('UntagResource', { resourceArn: ARN, tagKeys: ['team'] });
    expect(engine.call('ListTagsForResource', { resourceArn: ARN }).tags).toEqual([{ key: 'env', value: 'dev' }]);
    engine.call('DeleteCustomActionType', ID);
    expect(engine.refusal('ListTagsForResource', { resourceArn: ARN })).toMatch(/^ResourceNotFoundException/);
  });
});

describe('DeleteCustomActionType', () => {
  it('2.12 takes the type away, with its tags; an unknown one is no error', () => {
    const engine = created({ version: '2' });
    engine.call('DeleteCustomActionType', ID);
    engine.call('DeleteCustomActionType', ID);
    engine.call('DeleteCustomActionType', { ...ID, provider: 'Nobody' });
    expect(listed(engine).map(({ id }: { id: { version: string } }) => id.version)).toEqual(['2']);
  });

  it('2.12 a deleted version comes back only when it is made exactly as it was', () => {
    const engine = created();
    engine.call('DeleteCustomActionType', ID);
    const changed = customType({ outputArtifactDetails: { minimumCount: 0, maximumCount: 2 } });
    expect(engine.refusal('CreateCustomActionType', changed)).toMatch(/^ValidationException: .*was deleted/);
    engine.call('CreateCustomActionType', customType());
    expect(listed(engine)).toHaveLength(1);
  });

  it('2.13 what comes back has the tags that it is made with now', () => {
    const types = new ActionTypes({ account: '123456789012', region: 'us-east-1' });
    types.create(customType(), [{ key: 'a', value: '1' }]);
    types.delete(ID);
    types.create(customType(), [{ key: 'b', value: '2' }]);
    expect(types.findCustomActionTypeByArn(ARN)?.tags).toEqual([{ key: 'b', value: '2' }]);
  });

  it('2.2 a new definition cannot use it; a pipeline that has it keeps it, and its secrets stay secret', () => {
    const engine = created();
    engine.create(withBuild());
    engine.call('DeleteCustomActionType', ID);
    const refused = engine.refusal('CreatePipeline', { pipeline: { ...withBuild(), name: 'other' } });
    expect(refused).toBe(
      "InvalidActionDeclarationException: ActionType (Category: 'Build', Provider: 'Jenkins', Owner: 'Custom', Version: '1') in action 'Compile' is not available in region 'US_EAST_1'",
    );
    expect(engine.refusal('UpdatePipeline', { pipeline: withBuild() })).toMatch(/^InvalidActionDeclarationException/);
    const [, build] = engine.call('GetPipeline', { name: 'web' }).pipeline.stages;
    expect(build.actions[0].configuration).toEqual({ ProjectName: 'web', Password: '****' });
  });
});

describe('a custom action in a definition', () => {
  it('2.2 takes the keys and artifact counts of its type', () => {
    const engine = created();
    const refusal = (extra: Partial<ActionDeclaration>) =>
      engine.refusal('CreatePipeline', { pipeline: withBuild(extra) });
    expect(refusal({ configuration: { Password: 'x' } })).toContain("missing required configuration 'ProjectName'");
    expect(refusal({ configuration: { ProjectName: 'web', Else: 'x' } })).toContain("unknown configuration 'Else'");
    expect(refusal({ outputArtifacts: [{ name: 'A' }, { name: 'B' }] })).toContain('2 output artifact(s)');
    expect(
      refusal({ actionTypeId: { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '2' } }),
    ).toContain('is not available');
  });

  it('2.1 stays in the region of its pipeline', () => {
    const refused = created().refusal('CreatePipeline', { pipeline: withBuild({ region: 'eu-west-1' }) });
    expect(refused).toMatch(/^InvalidActionDeclarationException: .*another region/);
  });

  it.each(['a'.repeat(21), 'two words', 'dot.ted'])('2.12 cannot have the queryable value %s', (ProjectName) => {
    const refused = created().refusal('CreatePipeline', { pipeline: withBuild({ configuration: { ProjectName } }) });
    expect(refused).toMatch(/^InvalidActionDeclarationException: .*queryable configuration 'ProjectName'/);
  });

  it('2.7 keeps a secret property that is sent back masked, and shows it to nobody', () => {
    const engine = created();
    const answer = engine.call('CreatePipeline', { pipeline: withBuild() });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    const updated = engine.call('UpdatePipeline', { pipeline: answer.pipeline });
    expect(updated.pipeline.stages[1].actions[0].configuration.Password).toBe('****');
    const masked = { ...withBuild({ configuration: { ProjectName: 'web', Password: '****' } }), name: 'new' };
    expect(engine.refusal('CreatePipeline', { pipeline: masked })).toContain("secret property 'Password'");
  });
});
