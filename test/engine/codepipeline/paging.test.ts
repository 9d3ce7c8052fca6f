import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../src/engine/aws-error.ts';
import model from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import { type ServiceModel, validate, validationMessage } from '../../../src/rules/service-model.ts';
import {
  condition,
  customType,
  lambda,
  pipeline,
  source,
  stage,
  threeStages,
  V2,
  variableCheck,
} from './definitions.ts';
import { Harness } from './harness.ts';

const MODEL = model as unknown as ServiceModel;

interface List {
  readonly operation: string;
  /** The member that holds the entries. */
  readonly of: string;
  readonly input: (engine: Harness) => object;
  /** How the members for size and token are called; a list without a size has pages of its own. */
  readonly size?: string;
  readonly token?: string;
}

const ofPipeline = () => ({ pipelineName: 'web' });

/** Spec 1.5: the lists of CodePipeline that come in pages. */
const LISTS: readonly List[] = [
  { operation: 'ListPipelines', of: 'pipelines', input: () => ({}), size: 'maxResults' },
  {
    operation: 'ListPipelineExecutions',
    of: 'pipelineExecutionSummaries',
    input: ofPipeline,
    size: 'maxResults',
  },
  { operation: 'ListActionExecutions', of: 'actionExecutionDetails', input: ofPipeline, size: 'maxResults' },
  { operation: 'ListRuleExecutions', of: 'ruleExecutionDetails', input: ofPipeline, size: 'maxResults' },
  {
    operation: 'ListDeployActionExecutionTargets',
    of: 'targets',
    input: (engine) => ({ actionExecutionId: engine.action('Deploy', 'Ship').latestExecution.actionExecutionId }),
    size: 'maxResults',
  },
  { operation: 'ListWebhooks', of: 'webhooks', input: () => ({}), size: 'MaxResults', token: 'NextToken' },
  { operation: 'ListActionTypes', of: 'actionTypes', input: () => ({}) },
];

/** Several of everything that is listed. */
function several(): Harness {
  const engine = new Harness();
  engine.world.fleet.replace(['i-1', 'i-2', 'i-3'].map((id) => ({ id, tags: { env: 'prod' } })));
  const ship = lambda('Ship', {
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'EC2', version: '1' },
    configuration: { InstanceTagKey: 'env', InstanceType: 'EC2' },
    inputArtifacts: [{ name: 'Src' }],
  });
  const beforeEntry = condition('FAIL', variableCheck('a', 'EQ', 'a'));
  engine.create(pipeline([stage('Source', source()), { ...stage('Deploy', ship), beforeEntry }], V2));
  for (const name of ['api', 'shop']) engine.create(threeStages({ name }));
  for (let count = 0; count < 3; count++) {
    engine.advance(60);
    engine.start();
  }
  engine.advance(60);
  for (let number = 0; number < 40; number++) {
    engine.call('CreateCustomActionType', customType({ version: `${number}` }));
  }
  for (const name of ['a', 'b', 'c']) putWebhook(engine, name);
  return engine;
}

function putWebhook(engine: Harness, name: string): void {
  const how = { authentication: 'UNAUTHENTICATED', authenticationConfiguration: {} };
  const webhook = { name, targetPipeline: 'web', targetAction: 'Checkout', filters: [], ...how };
  engine.call('PutWebhook', { webhook });
}

/** The error of a call that somebody makes elsewhere. */
function errorOf(engine: Harness, operation: string, input: object, place: object = {}): string {
  const caller = { account: '123456789012', region: 'us-east-1', arn: 'arn:aws:iam::123456789012:user/x', ...place };
  try {
    engine.service.operations[operation]!(input, caller);
    return 'none';
  } catch (error) {
    if (error instanceof AwsError) return error.name;
    throw error;
  }
}

function firstPage(engine: Harness, { operation, input, size, token = 'nextToken' }: List) {
  const asked = { ...input(engine), ...(size && { [size]: 1 }) };
  return { asked, given: engine.call(operation, asked)[token] as string };
}

describe.each(LISTS)('$operation', (list) => {
  const { operation, of, input, size, token = 'nextToken' } = list;

  it('1.5 pages join to the whole list, and the last has no token', () => {
    const engine = several();
    const entries: unknown[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const page = engine.call(operation, { ...input(engine), ...(size && { [size]: 1 }), [token]: next });
      if (size) expect(page[of]).toHaveLength(1);
      entries.push(...page[of]);
      next = page[token];
      pages += 1;
    } while (next !== undefined);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length);
    if (size) expect(engine.call(operation, input(engine))[of]).toEqual(entries);
  });

  it('1.5 a token that nobody gave, or somebody changed, is refused', () => {
    const engine = several();
    const { asked, given } = firstPage(engine, list);
    expect(given).toMatch(/^[\w-]+$/);
    const changed = [` ${given}`, `${given}=`, given.slice(0, -2), `${given.slice(0, 8)}AAAA${given.slice(12)}`];
    const [seal, cursor] = JSON.parse(Buffer.from(given, 'base64url').toString());
    const forged = [`${cursor}0`, cursor + 1, null, {}, []].map((other) =>
      Buffer.from(JSON.stringify([seal, other])).toString('base64url'),
    );
    for (const bad of ['x', '-', 'AAAA', 'a'.repeat(2048), ...changed, ...forged]) {
      expect(errorOf(engine, operation, { ...asked, [token]: bad })).toBe('InvalidNextTokenException');
    }
  });

  it('1.5 a token holds for its operation only', () => {
    const engine = several();
    const { given } = firstPage(engine, list);
    for (const other of LISTS.filter((one) => one !== list)) {
      const asked = { ...other.input(engine), ...(other.size && { [other.size]: 1 }) };
      const refused = errorOf(engine, other.operation, { ...asked, [other.token ?? 'nextToken']: given });
      expect(refused).toBe('InvalidNextTokenException');
    }
  });

  it('1.5 a token holds for its account and region only', () => {
    const engine = several();
    const { asked, given } = firstPage(engine, list);
    const next = { ...asked, [token]: given };
    expect(errorOf(engine, operation, next)).toBe('none');
    expect(errorOf(engine, operation, next, { region: 'eu-west-1' })).toBe('InvalidNextTokenException');
    expect(errorOf(engine, operation, next, { account: '210987654321' })).toBe('InvalidNextTokenException');
  });
});

it.each<[string, object]>([
  ['ListPipelines', { maxResults: 2 }],
  ['ListPipelineExecutions', { maxResults: 2 }],
  ['ListPipelineExecutions', { pipelineName: 'api' }],
  ['ListPipelineExecutions', { filter: { succeededInStage: { stageName: 'Source' } } }],
  ['ListActionExecutions', { maxResults: 2 }],
  ['ListActionExecutions', { pipelineName: 'api' }],
  ['ListRuleExecutions', { maxResults: 2 }],
  ['ListRuleExecutions', { pipelineName: 'api' }],
  ['ListDeployActionExecutionTargets', { maxResults: 2 }],
  ['ListDeployActionExecutionTargets', { pipelineName: 'web' }],
  ['ListDeployActionExecutionTargets', { filters: [{ name: 'TARGET_STATUS', values: ['Succeeded'] }] }],
  ['ListWebhooks', { MaxResults: 2 }],
  ['ListActionTypes', { actionOwnerFilter: 'AWS' }],
  ['ListActionTypes', { regionFilter: 'us-east-1' }],
])('1.5 a token of %s does not hold with %j', (operation, other) => {
  const engine = several();
  const list = LISTS.find((one) => one.operation === operation)!;
  const { asked, given } = firstPage(engine, list);
  const { token = 'nextToken' } = list;
  expect(errorOf(engine, operation, { ...asked, ...other, [token]: given })).toBe('InvalidNextTokenException');
});

it.each<[string, string, object, number]>([
  ['ListPipelines', 'maxResults', {}, 1000],
  ['ListPipelineExecutions', 'maxResults', { pipelineName: 'web' }, 100],
  ['ListActionExecutions', 'maxResults', { pipelineName: 'web' }, 100],
  ['ListRuleExecutions', 'maxResults', { pipelineName: 'web' }, 100],
  ['ListDeployActionExecutionTargets', 'maxResults', { actionExecutionId: 'x' }, 100],
  ['ListWebhooks', 'MaxResults', {}, 100],
])('1.5 %s gives from 1 to %4$i at a time', (operation, size, input, most) => {
  const said = (value: number) =>
    validate(MODEL, MODEL.operations[operation]!.input!, { ...input, [size]: value }).map((failure) =>
      validationMessage([failure]),
    );
  expect([said(1), said(most)]).toEqual([[], []]);
  const broken = (value: number, constraint: string) =>
    `1 validation error detected: Value '${value}' at '${size}' failed to satisfy constraint: Member must have value ${constraint}`;
  expect(said(0)).toEqual([broken(0, 'greater than or equal to 1')]);
  expect(said(most + 1)).toEqual([broken(most + 1, `less than or equal to ${most}`)]);
});

describe('a page of which nobody says how long it is', () => {
  /** 120 executions, one after the other, each with two actions and one rule. */
  function many(): Harness {
    const engine = new Harness();
    const test = { ...stage('Test', lambda()), beforeEntry: condition('FAIL', variableCheck('a', 'EQ', 'a')) };
    engine.create(pipeline([stage('Source', source()), test], V2));
    for (let count = 1; count < 120; count++) {
      engine.advance(60);
      engine.raw('StartPipelineExecution', { name: 'web' });
    }
    engine.advance(60);
    for (let number = 0; number < 120; number++) putWebhook(engine, `hook${number}`);
    return engine;
  }

  it('1.5 has 100 executions, actions, rules or webhooks', () => {
    const engine = many();
    for (const { operation, of, input, token = 'nextToken' } of LISTS) {
      if (!/Executions|Webhooks/.test(operation)) continue;
      const page = engine.call(operation, input(engine));
      expect([operation, page[of].length, typeof page[token]]).toEqual([operation, 100, 'string']);
    }
  });

  it('1.5 has all pipelines', () => {
    const engine = new Harness();
    for (let number = 0; number < 120; number++) {
      engine.raw('CreatePipeline', { pipeline: threeStages({ name: `p${number}` }) });
    }
    const { pipelines, nextToken } = engine.call('ListPipelines', {});
    expect([pipelines.length, nextToken]).toEqual([120, undefined]);
  });
});

it('1.5 ListRuleTypes gives everything at once, and knows no token', () => {
  const members = MODEL.shapes[MODEL.operations.ListRuleTypes!.input!]!.members;
  expect(Object.keys(members ?? {})).toEqual(['ruleOwnerFilter', 'regionFilter']);
  expect(new Harness().call('ListRuleTypes', {})).not.toHaveProperty('nextToken');
});
