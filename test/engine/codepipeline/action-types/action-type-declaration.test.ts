import { describe, expect, it } from 'vitest';
import { ACTION_TYPES } from '../../../../src/rules/action-types.ts';
import { partnerAction, pipeline, source, stage } from '../definitions.ts';
import { Harness } from '../harness.ts';

const PARTNER = { category: 'Test', owner: 'ThirdParty', provider: 'GhostInspector', version: '1' };

function described(engine: Harness, id: object = PARTNER) {
  return engine.call('GetActionType', id).actionType;
}

function withTest(configuration?: Record<string, string>) {
  return pipeline([
    stage('Source', source()),
    stage('Test', partnerAction('Check', configuration && { configuration })),
  ]);
}

const SUITE = { name: 'Suite', optional: true, key: false, noEcho: false, queryable: false };

describe('GetActionType', () => {
  it('7.1 answers with the newer model: executor, permissions, properties, urls', () => {
    const engine = new Harness();
    expect(described(engine)).toEqual({
      executor: {
        type: 'JobWorker',
        configuration: { jobWorkerExecutorConfiguration: { pollingAccounts: ['123456789012'] } },
      },
      id: PARTNER,
      inputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
      outputArtifactDetails: { minimumCount: 0, maximumCount: 0 },
      permissions: { allowedAccounts: ['*'] },
      properties: [
        expect.objectContaining({ name: 'ClientId', optional: false, key: true, noEcho: false }),
        expect.objectContaining({ name: 'ClientToken', optional: false, key: false, noEcho: true }),
      ],
      urls: {},
    });
  });

  it('7.1 knows every type that comes with the service', () => {
    const engine = new Harness();
    for (const { category, owner, provider, version } of ACTION_TYPES) {
      expect(described(engine, { category, owner, provider, version }).id.provider).toBe(provider);
    }
  });

  it('7.4 an unknown type or version is ActionTypeNotFound', () => {
    const engine = new Harness();
    for (const more of [{ provider: 'Nobody' }, { version: '2' }, { category: 'Deploy' }]) {
      expect(engine.refusal('GetActionType', { ...PARTNER, ...more })).toMatch(/^ActionTypeNotFoundException: /);
    }
  });
});

describe('UpdateActionType', () => {
  it('7.1 is what the type is from now on, in answers and in definitions', () => {
    const engine = new Harness();
    const before = described(engine);
    expect(engine.refusal('CreatePipeline', { pipeline: withTest({ ClientId: 'x' }) })).toContain("'ClientToken'");
    const actionType = {
      ...before,
      description: 'Looks at pages',
      inputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
      properties: [...before.properties, SUITE],
      urls: { configurationUrl: 'https://example.com', entityUrlTemplate: 'https://example.com/{Config:ClientId}' },
    };
    engine.call('UpdateActionType', { actionType });
    expect(described(engine)).toEqual(actionType);
    const { actionTypes } = engine.call('ListActionTypes', { actionOwnerFilter: 'ThirdParty' });
    const listed = actionTypes.find(({ id }: { id: typeof PARTNER }) => id.provider === 'GhostInspector');
    expect(listed.settings).toEqual({
      thirdPartyConfigurationUrl: 'https://example.com',
      entityUrlTemplate: 'https://example.com/{Config:ClientId}',
    });
    expect(listed.actionConfigurationProperties.at(-1)).toMatchObject({ name: 'Suite', required: false });
    expect(engine.refusal('CreatePipeline', { pipeline: withTest() })).toContain('0 input artifact(s)');
  });

  it('7.4 an unknown type is ActionTypeNotFound, one that no partner runs RequestFailed', () => {
    const engine = new Harness();
    const actionType = described(engine);
    const refusal = (more: object) =>
      engine.refusal('UpdateActionType', { actionType: { ...actionType, id: { ...PARTNER, ...more } } });
    expect(refusal({ provider: 'Nobody' })).toMatch(/^ActionTypeNotFoundException: /);
    expect(refusal({ owner: 'AWS', category: 'Build', provider: 'CodeBuild' })).toMatch(/^RequestFailedException: /);
    expect(refusal({ category: 'Source', provider: 'GitHub' })).toMatch(/^RequestFailedException: /);
  });

  const lambda = {
    lambdaExecutorConfiguration: { lambdaFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f' },
  };
  const worker = { jobWorkerExecutorConfiguration: { pollingAccounts: ['123456789012'] } };
  const required = { ...SUITE, optional: false };

  it.each([
    ['a Lambda executor without a function', { executor: { type: 'Lambda', configuration: worker } }, 'Lambda'],
    ['two configurations', { executor: { type: 'JobWorker', configuration: { ...worker, ...lambda } } }, 'JobWorker'],
    ['a function that runs too long', { executor: { type: 'Lambda', configuration: lambda, jobTimeout: 901 } }, '900'],
    [
      'fewer artifacts at most than at least',
      { outputArtifactDetails: { minimumCount: 1, maximumCount: 0 } },
      'Maximum',
    ],
    ['a required property more', { properties: (old: object[]) => [...old, required] }, "'Suite'"],
    ['a property less', { properties: (old: object[]) => old.slice(1) }, "'ClientId'"],
    [
      'a queryable secret',
      { properties: (old: object[]) => [{ ...old[0], queryable: true, noEcho: true }, old[1]] },
      'queryable',
    ],
  ])('7.1 refuses %s', (_, change: Record<string, unknown>, message) => {
    const engine = new Harness();
    const actionType = described(engine);
    const made = Object.entries(change).map(([name, value]) => [
      name,
      typeof value === 'function' ? value(actionType[name]) : value,
    ]);
    const refusal = engine.refusal('UpdateActionType', { actionType: { ...actionType, ...Object.fromEntries(made) } });
    expect(refusal).toMatch(/^ValidationException: /);
    expect(refusal).toContain(message);
    expect(described(engine)).toEqual(actionType);
  });

  it('7.1 a public type cannot make an optional property required; a private one can', () => {
    const engine = new Harness();
    const actionType = described(engine);
    const optional = [...actionType.properties, SUITE];
    const now = [...actionType.properties, required];
    engine.call('UpdateActionType', { actionType: { ...actionType, properties: optional } });
    expect(engine.refusal('UpdateActionType', { actionType: { ...actionType, properties: now } })).toContain(
      "'Suite' cannot become required",
    );
    const permissions = { allowedAccounts: ['123456789012'] };
    engine.call('UpdateActionType', { actionType: { ...actionType, properties: optional, permissions } });
    engine.call('UpdateActionType', { actionType: { ...actionType, properties: now, permissions } });
    expect(described(engine).properties).toHaveLength(3);
  });

  it('7.1 only accounts that are allowed may use it in a definition', () => {
    const engine = new Harness();
    const actionType = { ...described(engine), permissions: { allowedAccounts: ['210987654321'] } };
    engine.call('UpdateActionType', { actionType });
    expect(engine.refusal('CreatePipeline', { pipeline: withTest() })).toContain('is not available');
  });
});
