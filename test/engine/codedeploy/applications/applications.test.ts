import { describe, expect, it } from 'vitest';
import { Harness, START } from '../harness.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('applications', () => {
  it.each(['Server', 'Lambda', 'ECS'])('3.1 are made for the platform %s', (computePlatform) => {
    const engine = new Harness();
    const { applicationId } = engine.call('CreateApplication', { applicationName: 'web', computePlatform });
    expect(applicationId).toMatch(UUID);
    expect(engine.call('GetApplication', { applicationName: 'web' }).application).toEqual({
      applicationId,
      applicationName: 'web',
      createTime: START,
      linkedToGitHub: false,
      computePlatform,
    });
  });

  it('3.1 are for servers unless they say otherwise', () => {
    const engine = new Harness();
    engine.call('CreateApplication', { applicationName: 'web' });
    expect(engine.call('GetApplication', { applicationName: 'web' }).application.computePlatform).toBe('Server');
  });

  it.each(['Fargate', 'Kubernetes', 'server', ''])('3.1 cannot be made for the platform %j', (computePlatform) => {
    const refusal = new Harness().refusal('CreateApplication', { applicationName: 'web', computePlatform });
    expect(refusal).toBe(
      `InvalidComputePlatformException: ComputePlatform '${computePlatform}' is not valid. Valid values are [Server, Lambda, ECS, Kubernetes]`,
    );
  });

  it.each([
    ['CreateApplication', {}],
    ['GetApplication', {}],
    ['UpdateApplication', {}],
    ['UpdateApplication', { newApplicationName: 'shop' }],
    ['DeleteApplication', {}],
    ['BatchGetApplications', {}],
    ['BatchGetApplications', { applicationNames: [] }],
    ['BatchGetApplications', { applicationNames: [''] }],
    ['ListDeploymentGroups', {}],
    ['CreateApplication', { applicationName: '' }],
    ['GetApplication', { applicationName: '' }],
    ['UpdateApplication', { applicationName: '' }],
    ['DeleteApplication', { applicationName: '' }],
  ])('3.1 %s of %j is told that a name is required', (operation, input) => {
    expect(new Harness().refusal(operation, input)).toMatch(/^ApplicationNameRequiredException/);
  });

  it.each(['we b', 'web/api', 'wéb', 'web:1', 'x'.repeat(101)])('3.1 %j is no name', (applicationName) => {
    const engine = new Harness();
    for (const operation of ['CreateApplication', 'GetApplication', 'DeleteApplication']) {
      expect(engine.refusal(operation, { applicationName })).toMatch(/^InvalidApplicationNameException/);
    }
  });

  it('3.1 have names of all the characters that there are, up to 100', () => {
    const engine = new Harness();
    for (const name of ['aZ09._+=,@-', 'x'.repeat(100)]) engine.application(name);
    expect(engine.call('ListApplications', {}).applications).toEqual(['aZ09._+=,@-', 'x'.repeat(100)]);
  });

  it('3.1 that are not there are named in the refusal', () => {
    const engine = new Harness();
    const expected =
      'ApplicationDoesNotExistException: The application api does not exist with the user or AWS account.';
    expect(engine.refusal('GetApplication', { applicationName: 'api' })).toBe(expected);
    expect(engine.refusal('UpdateApplication', { applicationName: 'api', newApplicationName: 'x' })).toBe(expected);
    engine.application();
    expect(engine.refusal('BatchGetApplications', { applicationNames: ['web', 'api'] })).toBe(expected);
  });

  it('3.1 have their names for themselves', () => {
    const engine = new Harness();
    engine.application('web');
    engine.application('api');
    const create = engine.refusal('CreateApplication', { applicationName: 'web', computePlatform: 'ECS' });
    expect(create).toMatch(/^ApplicationAlreadyExistsException/);
    const rename = engine.refusal('UpdateApplication', { applicationName: 'web', newApplicationName: 'api' });
    expect(rename).toMatch(/^ApplicationAlreadyExistsException/);
  });

  it('3.1 keep their id when they get another name', () => {
    const engine = new Harness();
    const applicationId = engine.application('web');
    engine.advance(60);
    engine.call('UpdateApplication', { applicationName: 'web', newApplicationName: 'shop' });
    const { application } = engine.call('GetApplication', { applicationName: 'shop' });
    expect(application).toMatchObject({ applicationId, applicationName: 'shop', createTime: START });
    expect(engine.refusal('GetApplication', { applicationName: 'web' })).toMatch(/DoesNotExist/);
    engine.call('UpdateApplication', { applicationName: 'shop', newApplicationName: 'shop' });
    engine.call('UpdateApplication', { applicationName: 'shop' });
    expect(engine.call('ListApplications', {}).applications).toEqual(['shop']);
  });

  it.each(['', 'sh op', 'x'.repeat(101)])('3.1 are not renamed to %j', (newApplicationName) => {
    const engine = new Harness();
    engine.application();
    expect(engine.refusal('UpdateApplication', { applicationName: 'web', newApplicationName })).toMatch(
      newApplicationName === '' ? /^ApplicationNameRequiredException/ : /^InvalidApplicationNameException/,
    );
    expect(engine.call('ListApplications', {}).applications).toEqual(['web']);
  });

  it('3.1 are deleted, known or not', () => {
    const engine = new Harness();
    engine.application();
    engine.call('DeleteApplication', { applicationName: 'web' });
    engine.call('DeleteApplication', { applicationName: 'web' });
    expect(engine.call('ListApplications', {})).toEqual({ applications: [] });
  });

  it('3.1 are at most 1,000', () => {
    const engine = new Harness();
    for (let i = 0; i < 1000; i++) engine.raw('CreateApplication', { applicationName: `a${i}` });
    expect(engine.refusal('CreateApplication', { applicationName: 'more' })).toMatch(
      /^ApplicationLimitExceededException/,
    );
    engine.call('DeleteApplication', { applicationName: 'a7' });
    engine.application('more');
  });

  it('3.1 come in batches of at most 100', () => {
    const engine = new Harness();
    const names = Array.from({ length: 101 }, (_, i) => `a${i}`);
    for (const name of names) engine.raw('CreateApplication', { applicationName: name });
    const { applicationsInfo } = engine.call('BatchGetApplications', { applicationNames: ['a7', 'a3'] });
    expect(applicationsInfo.map((info: { applicationName: string }) => info.applicationName)).toEqual(['a7', 'a3']);
    engine.call('BatchGetApplications', { applicationNames: names.slice(1) });
    const tooMany = engine.refusal('BatchGetApplications', { applicationNames: names });
    expect(tooMany).toMatch(/^BatchLimitExceededException/);
  });

  it('1.5 are listed by name in pages of 100', () => {
    const engine = new Harness();
    const names = Array.from({ length: 250 }, (_, i) => `a${i}`);
    for (const name of names) engine.raw('CreateApplication', { applicationName: name });
    const listed: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = engine.call('ListApplications', { nextToken });
      expect(page.applications.length).toBeLessThanOrEqual(100);
      listed.push(...page.applications);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(listed).toEqual(names.toSorted());
    expect(engine.refusal('ListApplications', { nextToken: 'x' })).toMatch(/^InvalidNextTokenException/);
  });
});
