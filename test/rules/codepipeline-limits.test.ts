import { describe, expect, it } from 'vitest';
import model from '../../src/rules/models/codepipeline.json' with { type: 'json' };
import { type ServiceModel, validate } from '../../src/rules/service-model.ts';

const MODEL = model as unknown as ServiceModel;
const UUID = '00000000-0000-4000-8000-000000000000';
const TYPE = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' };
const ARN = 'arn:aws:codepipeline:us-east-1:123456789012:web';

const text = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, item: T) => Array.from({ length: count }, () => item);

const poll = (more: object) => ({ actionTypeId: TYPE, ...more });
const succeed = (more: object) => ({ jobId: UUID, ...more });
const fail = (more: object) => ({ jobId: UUID, failureDetails: { type: 'JobFailed', message: 'no', ...more } });
const custom = (more: object) => {
  const counts = { minimumCount: 0, maximumCount: 1 };
  const { owner: _, ...id } = TYPE;
  return { ...id, inputArtifactDetails: counts, outputArtifactDetails: counts, ...more };
};
const property = { name: 'A', required: true, key: true, secret: false };
const hook = (more: object) => ({
  webhook: {
    name: 'hook',
    targetPipeline: 'web',
    targetAction: 'Checkout',
    filters: [],
    authentication: 'UNAUTHENTICATED',
    authenticationConfiguration: {},
    ...more,
  },
});
const latest = (startTimeRange: string) => ({
  pipelineName: 'web',
  filter: { latestInPipelineExecution: { pipelineExecutionId: UUID, startTimeRange } },
});
const targets = (name: string) => ({ actionExecutionId: 'x', filters: [{ name, values: ['Failed'] }] });

/** What the service takes and what is just beyond it, with where the failure is said to be. */
const LIMITS: readonly (readonly [rule: string, operation: string, taken: object, refused: object, path: string])[] = [
  ['2.9 the range Latest or All', 'ListActionExecutions', latest('Latest'), latest('Newest'), 'startTimeRange'],
  ['2.9 the range Latest or All', 'ListRuleExecutions', latest('All'), latest('all'), 'startTimeRange'],
  ['2.9 the filter TARGET_STATUS', 'ListDeployActionExecutionTargets', targets('TARGET_STATUS'), targets('X'), 'name'],
  [
    '2.11 5 filters',
    'PutWebhook',
    hook({ filters: many(5, { jsonPath: '$' }) }),
    hook({ filters: many(6, { jsonPath: '$' }) }),
    'filters',
  ],
  [
    '2.11 a path of 150',
    'PutWebhook',
    hook({ filters: [{ jsonPath: text(150) }] }),
    hook({ filters: [{ jsonPath: text(151) }] }),
    'jsonPath',
  ],
  [
    '2.11 a match of 150',
    'PutWebhook',
    hook({ filters: [{ jsonPath: '$', matchEquals: text(150) }] }),
    hook({ filters: [{ jsonPath: '$', matchEquals: text(151) }] }),
    'matchEquals',
  ],
  [
    '2.11 three authentications',
    'PutWebhook',
    hook({ authentication: 'IP' }),
    hook({ authentication: 'BASIC' }),
    'authentication',
  ],
  ['2.12 one job at least', 'PollForJobs', poll({ maxBatchSize: 1 }), poll({ maxBatchSize: 0 }), 'maxBatchSize'],
  [
    '2.12 one job at least',
    'PollForThirdPartyJobs',
    poll({ maxBatchSize: 1 }),
    poll({ maxBatchSize: 0 }),
    'maxBatchSize',
  ],
  [
    '2.12 one query parameter',
    'PollForJobs',
    poll({ queryParam: { A: 'x' } }),
    poll({ queryParam: { A: 'x', B: 'x' } }),
    'queryParam',
  ],
  [
    '2.12 a queried value of 50',
    'PollForJobs',
    poll({ queryParam: { A: text(50) } }),
    poll({ queryParam: { A: text(51) } }),
    'queryParam',
  ],
  [
    '2.12 a queried value of some characters',
    'PollForJobs',
    poll({ queryParam: { A: 'a_B-1' } }),
    poll({ queryParam: { A: 'a b' } }),
    'queryParam',
  ],
  ['2.12 a job id that is a UUID', 'AcknowledgeJob', { jobId: UUID, nonce: '1' }, { jobId: '7', nonce: '1' }, 'jobId'],
  [
    '2.12 a message of 5000',
    'PutJobFailureResult',
    fail({ message: text(5000) }),
    fail({ message: text(5001) }),
    'message',
  ],
  [
    '2.12 six failure types',
    'PutJobFailureResult',
    fail({ type: 'SystemUnavailable' }),
    fail({ type: 'Broken' }),
    'type',
  ],
  [
    '2.12 100 per cent',
    'PutJobSuccessResult',
    succeed({ executionDetails: { percentComplete: 100 } }),
    succeed({ executionDetails: { percentComplete: 101 } }),
    'percentComplete',
  ],
  [
    '2.12 a token of 2048',
    'PutJobSuccessResult',
    succeed({ continuationToken: text(2048) }),
    succeed({ continuationToken: text(2049) }),
    'continuationToken',
  ],
  [
    '2.10 names of variables',
    'PutJobSuccessResult',
    succeed({ outputVariables: { 'a@B-_1': '' } }),
    succeed({ outputVariables: { 'a.b': '' } }),
    'outputVariables',
  ],
  [
    '2.12 10 properties',
    'CreateCustomActionType',
    custom({ configurationProperties: many(10, property) }),
    custom({ configurationProperties: many(11, property) }),
    'configurationProperties',
  ],
  [
    '2.12 a version of 9',
    'CreateCustomActionType',
    custom({ version: text(9) }),
    custom({ version: text(10) }),
    'version',
  ],
  [
    '2.12 5 artifacts',
    'CreateCustomActionType',
    custom({ inputArtifactDetails: { minimumCount: 0, maximumCount: 5 } }),
    custom({ inputArtifactDetails: { minimumCount: 0, maximumCount: 6 } }),
    'maximumCount',
  ],
  [
    '2.13 a key of 128',
    'TagResource',
    { resourceArn: ARN, tags: [{ key: text(128), value: '' }] },
    { resourceArn: ARN, tags: [{ key: text(129), value: '' }] },
    'key',
  ],
  [
    '2.13 a value of 256',
    'TagResource',
    { resourceArn: ARN, tags: [{ key: 'a', value: text(256) }] },
    { resourceArn: ARN, tags: [{ key: 'a', value: text(257) }] },
    'value',
  ],
  [
    '2.13 a key of 128',
    'UntagResource',
    { resourceArn: ARN, tagKeys: [text(128)] },
    { resourceArn: ARN, tagKeys: [text(129)] },
    'tagKeys.1.member',
  ],
];

describe('the limits of what CodePipeline is told', () => {
  it.each(LIMITS)('%s: %s', (_rule, operation, taken, refused, path) => {
    const { input } = MODEL.operations[operation]!;
    expect(validate(MODEL, input!, taken)).toEqual([]);
    const failures = validate(MODEL, input!, refused);
    expect(failures).toHaveLength(1);
    expect(failures[0]!.path.endsWith(path)).toBe(true);
  });
});
