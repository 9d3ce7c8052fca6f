import { describe, expect, it } from 'vitest';
import { DeploymentHarness } from '../deployments/deployment-harness.ts';
import { Harness, PLACE, START } from '../harness.ts';

const USER = 'arn:aws:iam::123456789012:user/agent';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/agents/box';
const tag = (Key: string, Value = '') => ({ Key, Value });

function withInstances(...names: string[]): Harness {
  const engine = new Harness();
  for (const name of names) register(engine, name);
  return engine;
}

function register(engine: Harness, instanceName: string): void {
  engine.call('RegisterOnPremisesInstance', { instanceName, iamUserArn: `${USER}-${instanceName}` });
}

function get(engine: Harness, instanceName = 'box') {
  return engine.call('GetOnPremisesInstance', { instanceName }).instanceInfo;
}

function list(engine: Harness, input: object = {}): string[] {
  return engine.call('ListOnPremisesInstances', input).instanceNames;
}

function addTags(engine: Harness, instanceNames: string[], ...tags: object[]): void {
  engine.call('AddTagsToOnPremisesInstances', { instanceNames, tags });
}

describe('on-premises instances', () => {
  it.each([{ iamUserArn: USER }, { iamSessionArn: SESSION }])('3.1 are registered for %j', (arn) => {
    const engine = new Harness();
    engine.call('RegisterOnPremisesInstance', { instanceName: 'box', ...arn });
    expect(get(engine)).toEqual({
      instanceName: 'box',
      ...arn,
      instanceArn: expect.stringMatching(new RegExp(`^${PLACE}:instance:box_[A-Za-z0-9]{10}$`)),
      registerTime: START,
      tags: [],
    });
  });

  it.each([
    [{}, 'IamArnRequiredException'],
    [{ iamUserArn: USER, iamSessionArn: SESSION }, 'MultipleIamArnsProvidedException'],
    [{ iamUserArn: '' }, 'IamUserArnRequiredException'],
    [{ iamUserArn: 'agent' }, 'InvalidIamUserArnException'],
    [{ iamUserArn: SESSION }, 'InvalidIamUserArnException'],
    [{ iamSessionArn: USER }, 'InvalidIamSessionArnException'],
    [{ iamSessionArn: '' }, 'InvalidIamSessionArnException'],
    [{ iamUserArn: `${USER}-other` }, 'IamUserArnAlreadyRegisteredException'],
  ])('3.1 are not registered for %j', (arns, exception) => {
    const engine = withInstances('other');
    const refused = engine.refusal('RegisterOnPremisesInstance', { instanceName: 'box', ...arns });
    expect(refused).toMatch(new RegExp(`^${exception}`));
    expect(list(engine)).toEqual(['other']);
  });

  it('3.1 have a session for themselves', () => {
    const engine = new Harness();
    engine.call('RegisterOnPremisesInstance', { instanceName: 'box', iamSessionArn: SESSION });
    const again = { instanceName: 'other', iamSessionArn: SESSION };
    expect(engine.refusal('RegisterOnPremisesInstance', again)).toMatch(/^IamSessionArnAlreadyRegisteredException/);
  });

  it('3.1 have a name for themselves while they are registered', () => {
    const engine = withInstances('box');
    const again = { instanceName: 'box', iamUserArn: `${USER}-again` };
    expect(engine.refusal('RegisterOnPremisesInstance', again)).toMatch(/^InstanceNameAlreadyRegisteredException/);
    const before = get(engine);
    addTags(engine, ['box'], tag('a'));
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'box' });
    engine.advance(10);
    engine.call('RegisterOnPremisesInstance', { instanceName: 'box', iamUserArn: `${USER}-box` });
    expect(get(engine)).toMatchObject({ registerTime: START + 10_000, tags: [] });
    expect(get(engine).deregisterTime).toBeUndefined();
    expect(get(engine).instanceArn).not.toBe(before.instanceArn);
  });

  it('3.1 leave a record when they are deregistered', () => {
    const engine = withInstances('box');
    addTags(engine, ['box'], tag('a', '1'));
    const before = get(engine);
    engine.advance(60);
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'box' });
    engine.advance(60);
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'box' });
    expect(get(engine)).toEqual({ ...before, deregisterTime: START + 60_000 });
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'unknown' });
    expect(list(engine)).toEqual(['box']);
  });

  it.each(['RegisterOnPremisesInstance', 'DeregisterOnPremisesInstance', 'GetOnPremisesInstance'])(
    '7.4 %s needs a name that is one',
    (operation) => {
      const engine = new Harness();
      const refused = (instanceName?: string) => engine.refusal(operation, { instanceName, iamUserArn: USER });
      expect(refused()).toMatch(/^InstanceNameRequiredException/);
      expect(refused('')).toMatch(/^InstanceNameRequiredException/);
      for (const name of ['b x', 'a/b', 'x'.repeat(101)])
        expect(refused(name)).toMatch(/^InvalidInstanceNameException/);
    },
  );

  it('7.4 that are not there are not registered', () => {
    const engine = new Harness();
    expect(engine.refusal('GetOnPremisesInstance', { instanceName: 'box' })).toMatch(/^InstanceNotRegisteredException/);
  });

  it('3.1 come in batches of at most 100, without the unknown ones', () => {
    const engine = withInstances('a', 'b');
    const batch = (...instanceNames: string[]) => engine.call('BatchGetOnPremisesInstances', { instanceNames });
    expect(batch('b', 'x', 'a').instanceInfos).toEqual([get(engine, 'b'), get(engine, 'a')]);
    expect(batch('x')).toEqual({ instanceInfos: [] });
    const refused = (instanceNames?: string[]) => engine.refusal('BatchGetOnPremisesInstances', { instanceNames });
    expect(refused(Array.from({ length: 101 }, (_, i) => `i${i}`))).toMatch(/^BatchLimitExceededException/);
    expect(refused()).toMatch(/^InstanceNameRequiredException/);
    expect(refused([])).toMatch(/^InstanceNameRequiredException/);
    expect(refused([''])).toMatch(/^InstanceNameRequiredException/);
    expect(refused(['a b'])).toMatch(/^InvalidInstanceNameException/);
  });

  it('3.1 are listed by whether they are registered, both if nobody asks', () => {
    const engine = withInstances('a', 'b', 'c');
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'b' });
    expect(list(engine)).toEqual(['a', 'b', 'c']);
    expect(list(engine, { registrationStatus: 'Registered' })).toEqual(['a', 'c']);
    expect(list(engine, { registrationStatus: 'Deregistered' })).toEqual(['b']);
    const refused = engine.refusal('ListOnPremisesInstances', { registrationStatus: 'Lost' });
    expect(refused).toMatch(/^InvalidRegistrationStatusException/);
  });

  it.each([
    [[{ Key: 'env', Type: 'KEY_ONLY' }], ['a', 'b']],
    [[{ Value: 'prod', Type: 'VALUE_ONLY' }], ['a', 'c']],
    [[{ Key: 'env', Value: 'prod', Type: 'KEY_AND_VALUE' }], ['a']],
    [[{ Key: 'env', Value: 'dev' }], ['b']],
    [[{ Key: 'env' }], ['a', 'b']],
    [[{ Value: 'dev' }], ['b']],
    [
      [{ Key: 'env', Value: 'dev' }, { Key: 'stage' }],
      ['b', 'c'],
    ],
    [[{ Key: 'toString', Type: 'KEY_ONLY' }], []],
    [[], ['a', 'b', 'c']],
  ])('3.1 are listed by their tags: %j', (tagFilters, expected) => {
    const engine = withInstances('a', 'b', 'c');
    addTags(engine, ['a'], tag('env', 'prod'));
    addTags(engine, ['b'], tag('env', 'dev'));
    addTags(engine, ['c'], tag('stage', 'prod'));
    expect(list(engine, { tagFilters })).toEqual(expected);
  });

  it.each([
    [{ Key: 'a', Value: 'b', Type: 'KEY_ONLY' }],
    [{ Key: 'a', Value: 'b', Type: 'VALUE_ONLY' }],
    [{ Type: 'KEY_AND_VALUE' }],
    [{ Key: 'a', Type: 'ANY' }],
    [null],
  ])('7.4 are not listed by the tags %j', (filter) => {
    const refused = new Harness().refusal('ListOnPremisesInstances', { tagFilters: [filter] });
    expect(refused).toMatch(/^InvalidTagFilterException/);
  });

  it('1.5 are listed by name in pages of 100', () => {
    const engine = new Harness();
    const names = Array.from({ length: 130 }, (_, i) => `i${i}`);
    for (const name of names) register(engine, name);
    const first = engine.call('ListOnPremisesInstances', {});
    const second = engine.call('ListOnPremisesInstances', { nextToken: first.nextToken });
    expect(first.instanceNames).toHaveLength(100);
    expect([...first.instanceNames, ...second.instanceNames]).toEqual(names.sort());
    expect(second.nextToken).toBeUndefined();
    const other = { registrationStatus: 'Registered', nextToken: first.nextToken };
    expect(engine.refusal('ListOnPremisesInstances', other)).toMatch(/^InvalidNextTokenException/);
  });
});

describe('the tags of on-premises instances', () => {
  it('3.1 are added, replaced and removed', () => {
    const engine = withInstances('a', 'b');
    addTags(engine, ['a', 'b'], tag('env', 'dev'), tag('os', 'linux'));
    addTags(engine, ['a'], tag('env', 'prod'));
    expect(get(engine, 'a').tags).toEqual([tag('env', 'prod'), tag('os', 'linux')]);
    expect(get(engine, 'b').tags).toEqual([tag('env', 'dev'), tag('os', 'linux')]);
    engine.call('RemoveTagsFromOnPremisesInstances', {
      instanceNames: ['a', 'b'],
      tags: [tag('env', 'dev'), { Key: 'os' }, tag('none')],
    });
    expect(get(engine, 'a').tags).toEqual([tag('env', 'prod')]);
    expect(get(engine, 'b').tags).toEqual([]);
  });

  const operations = ['AddTagsToOnPremisesInstances', 'RemoveTagsFromOnPremisesInstances'];
  it.each(operations)('7.4 %s needs instances that are registered, and tags', (operation) => {
    const engine = withInstances('box', 'gone');
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'gone' });
    const refused = (instanceNames: unknown, tags: unknown) => engine.refusal(operation, { instanceNames, tags });
    const some = [tag('a')];
    expect(refused(['box'], undefined)).toMatch(/^TagRequiredException/);
    expect(refused(['box'], [])).toMatch(/^TagRequiredException/);
    expect(refused(['box'], [{}])).toMatch(/^InvalidTagException/);
    expect(refused(['box'], [tag('')])).toMatch(/^InvalidTagException/);
    expect(refused(['box'], [tag('x'.repeat(129))])).toMatch(/^InvalidTagException/);
    expect(refused(['box'], [tag('a', 'x'.repeat(257))])).toMatch(/^InvalidTagException/);
    expect(refused(undefined, some)).toMatch(/^InstanceNameRequiredException/);
    expect(refused([], some)).toMatch(/^InstanceNameRequiredException/);
    expect(refused([''], some)).toMatch(/^InstanceNameRequiredException/);
    expect(refused(['b x'], some)).toMatch(/^InvalidInstanceNameException/);
    expect(refused(['box', 'gone'], some)).toMatch(/^InstanceNotRegisteredException/);
    expect(refused(['box', 'unknown'], some)).toMatch(/^InstanceNotRegisteredException/);
    expect(refused(Array(101).fill('box'), some)).toMatch(/^InstanceLimitExceededException/);
    expect(get(engine).tags).toEqual([]);
  });

  it('7.4 are at most 10, for all instances or none', () => {
    const engine = withInstances('a', 'b');
    const tags = Array.from({ length: 10 }, (_, i) => tag(`k${i}`));
    addTags(engine, ['b'], ...tags);
    addTags(engine, ['b'], tag('k3', 'new'));
    const more = { instanceNames: ['a', 'b'], tags: [tag('more')] };
    expect(engine.refusal('AddTagsToOnPremisesInstances', more)).toMatch(/^TagLimitExceededException/);
    expect(get(engine, 'a').tags).toEqual([]);
    expect(get(engine, 'b').tags).toHaveLength(10);
  });
});

describe('deployments to on-premises instances', () => {
  function withGroup(): DeploymentHarness {
    const engine = new DeploymentHarness();
    engine.webGroup({ ec2TagFilters: [], onPremisesInstanceTagFilters: [{ Key: 'env', Value: 'prod' }] });
    return engine;
  }

  it('3.1 find what is registered and tagged', () => {
    const engine = withGroup();
    for (const name of ['a', 'b', 'c', 'gone']) register(engine, name);
    addTags(engine, ['a', 'b', 'gone'], tag('env', 'prod'));
    addTags(engine, ['c'], tag('env', 'dev'));
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'gone' });
    const id = engine.deploy({}, 300);
    expect(engine.targetStates(id)).toEqual(['a Succeeded', 'b Succeeded']);
    expect(engine.target(id, 'a').targetArn).toBe(get(engine, 'a').instanceArn);
  });

  it('3.1 find the on-premises machines of the fleet, with the tags of their registration', () => {
    const engine = withGroup();
    const machine = (id: string, env: string) => ({ id, onPremises: true, tags: { env } });
    engine.fleet(machine('a', 'prod'), machine('b', 'dev'), machine('c', 'prod'), machine('gone', 'prod'));
    for (const name of ['b', 'c', 'gone']) register(engine, name);
    addTags(engine, ['b'], tag('env', 'prod'));
    addTags(engine, ['c'], tag('env', 'dev'));
    engine.call('DeregisterOnPremisesInstance', { instanceName: 'gone' });
    expect(engine.targetStates(engine.deploy({}, 300))).toEqual(['a Succeeded', 'b Succeeded']);
  });

  it('3.1 do not find a machine of EC2 whatever is registered under its name', () => {
    const engine = withGroup();
    engine.fleet({ id: 'i-1', tags: {} });
    register(engine, 'i-1');
    addTags(engine, ['i-1'], tag('env', 'prod'));
    const id = engine.deploy();
    expect(engine.info(id).errorInformation.code).toBe('NO_INSTANCES');
  });
});
