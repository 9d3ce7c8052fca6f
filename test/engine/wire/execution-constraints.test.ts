import { describe, expect, it } from 'vitest';
import { awsRequest, createPipeline, emptyEngine, json } from '../support/requests.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const text = (length: number) => 'x'.repeat(length);
const many = (count: number, item: (index: number) => object) => Array.from({ length: count }, (_, i) => item(i));

const PLACE = { pipelineName: 'web', stageName: 'Gate' };
const TRANSITION = { ...PLACE, transitionType: 'Inbound', reason: 'freeze' };
const APPROVAL = { ...PLACE, actionName: 'Approve', token: ID, result: { status: 'Approved', summary: '' } };
const STOP = { pipelineName: 'web', pipelineExecutionId: ID };
const RETRY = { ...PLACE, pipelineExecutionId: ID, retryMode: 'FAILED_ACTIONS' };
const OVERRIDE = { ...PLACE, pipelineExecutionId: ID, conditionType: 'BEFORE_ENTRY' };
const ROLLBACK = { ...PLACE, targetPipelineExecutionId: ID };
const REVISION = { actionName: 'Checkout', revisionType: 'COMMIT_ID', revisionValue: 'x' };

async function worldOfOne() {
  const engine = await emptyEngine();
  engine.handle(createPipeline('web'));
  const call = (operation: string, input: object) =>
    engine.handle(awsRequest(`CodePipeline_20150709.${operation}`, input));
  return { engine, call };
}

const REASON = 'Member must satisfy regular expression pattern: [a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+';
const UUID =
  'Member must satisfy regular expression pattern: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const atMost = (count: number) => `Member must have length less than or equal to ${count}`;
const atLeast = (count: number) => `Member must have length greater than or equal to ${count}`;
const oneOf = (...names: string[]) => `Member must satisfy enum value set: [${names.join(', ')}]`;

describe('what steers executions is a ValidationException', () => {
  it.each<[section: string, operation: string, path: string, input: object, constraint: string]>([
    ...[',', "'", '"', ':', '\n', 'é', '/'].map(
      (character) =>
        ['2.5', 'DisableStageTransition', 'reason', { ...TRANSITION, reason: `no${character}` }, REASON] as [
          string,
          string,
          string,
          object,
          string,
        ],
    ),
    ['2.5', 'DisableStageTransition', 'reason', { ...TRANSITION, reason: '' }, atLeast(1)],
    ['2.5', 'DisableStageTransition', 'reason', { ...TRANSITION, reason: text(301) }, atMost(300)],
    ['2.5', 'DisableStageTransition', 'reason', { ...PLACE, transitionType: 'Inbound' }, 'Member must not be null'],
    [
      '2.5',
      'DisableStageTransition',
      'transitionType',
      { ...TRANSITION, transitionType: 'inbound' },
      oneOf('Inbound', 'Outbound'),
    ],
    ['2.5', 'EnableStageTransition', 'transitionType', PLACE, 'Member must not be null'],
    ['2.6', 'PutApprovalResult', 'token', { ...APPROVAL, token: 'abc' }, UUID],
    ['2.6', 'PutApprovalResult', 'token', { ...APPROVAL, token: ID.replace('-4', '-A') }, UUID],
    [
      '2.6',
      'PutApprovalResult',
      'result.status',
      { ...APPROVAL, result: { status: 'Maybe', summary: '' } },
      oneOf('Approved', 'Rejected'),
    ],
    [
      '2.6',
      'PutApprovalResult',
      'result.summary',
      { ...APPROVAL, result: { status: 'Approved', summary: text(513) } },
      atMost(512),
    ],
    ['2.6', 'PutApprovalResult', 'result.summary', { ...APPROVAL, result: { status: 'Approved' } }, 'must not be null'],
    [
      '2.7',
      'StartPipelineExecution',
      'variables',
      { name: 'web', variables: many(51, (i) => ({ name: `V${i}`, value: 'x' })) },
      atMost(50),
    ],
    ['2.7', 'StartPipelineExecution', 'variables', { name: 'web', variables: [] }, atLeast(1)],
    [
      '2.7',
      'StartPipelineExecution',
      'variables.1.member.value',
      { name: 'web', variables: [{ name: 'A', value: '' }] },
      atLeast(1),
    ],
    [
      '2.7',
      'StartPipelineExecution',
      'variables.1.member.value',
      { name: 'web', variables: [{ name: 'A', value: text(1001) }] },
      atMost(1000),
    ],
    [
      '2.7',
      'StartPipelineExecution',
      'clientRequestToken',
      { name: 'web', clientRequestToken: 'a_b' },
      'Member must satisfy regular expression pattern: ^[a-zA-Z0-9-]+$',
    ],
    ['2.7', 'StartPipelineExecution', 'clientRequestToken', { name: 'web', clientRequestToken: '' }, atLeast(1)],
    [
      '2.7',
      'StartPipelineExecution',
      'clientRequestToken',
      { name: 'web', clientRequestToken: text(129) },
      atMost(128),
    ],
    [
      '2.7',
      'StartPipelineExecution',
      'sourceRevisions',
      { name: 'web', sourceRevisions: many(51, () => REVISION) },
      atMost(50),
    ],
    [
      '2.7',
      'StartPipelineExecution',
      'sourceRevisions.1.member.revisionType',
      { name: 'web', sourceRevisions: [{ ...REVISION, revisionType: 'TAG' }] },
      oneOf('COMMIT_ID', 'IMAGE_DIGEST', 'S3_OBJECT_VERSION_ID', 'S3_OBJECT_KEY'),
    ],
    ['2.7', 'StopPipelineExecution', 'reason', { ...STOP, reason: text(201) }, atMost(200)],
    ['2.7', 'StopPipelineExecution', 'pipelineExecutionId', { ...STOP, pipelineExecutionId: 'abc' }, UUID],
    ['2.7', 'RetryStageExecution', 'retryMode', { ...RETRY, retryMode: 'ALL' }, oneOf('FAILED_ACTIONS', 'ALL_ACTIONS')],
    ['2.7', 'RetryStageExecution', 'pipelineExecutionId', { ...RETRY, pipelineExecutionId: 'abc' }, UUID],
    ['2.7', 'RollbackStage', 'targetPipelineExecutionId', { ...ROLLBACK, targetPipelineExecutionId: 'abc' }, UUID],
    [
      '2.4',
      'OverrideStageCondition',
      'conditionType',
      { ...OVERRIDE, conditionType: 'ON_FAILURE' },
      oneOf('BEFORE_ENTRY', 'ON_SUCCESS'),
    ],
  ])('%s %s with a wrong %s, and changes nothing', async (_section, operation, path, input, constraint) => {
    const { engine, call } = await worldOfOne();
    const before = engine.world.journal.after(0)!.length;
    const response = call(operation, input);
    const { __type: name, message } = json(response);
    expect([response.status, name]).toEqual([400, 'ValidationException']);
    expect(message).toContain(` at '${path}' failed to satisfy constraint: `);
    expect(message).toContain(constraint);
    expect(engine.world.journal.after(0)).toHaveLength(before);
  });

  it.each<[string, string, object]>([
    ['2.5', 'DisableStageTransition', { ...TRANSITION, reason: `ok!@ (1).*?-${text(288)}` }],
    ['2.7', 'StartPipelineExecution', { name: 'web', clientRequestToken: text(128) }],
    ['2.7', 'StartPipelineExecution', { name: 'web', sourceRevisions: [] }],
  ])('%s %s takes what is just right', async (_section, operation, input) => {
    const { call } = await worldOfOne();
    expect(call(operation, input).status).toBe(200);
  });

  it('2.7 StopPipelineExecution takes a reason of 200 characters, and waits unless told to abandon', async () => {
    const { call } = await worldOfOne();
    const summary = () => json(call('ListPipelineExecutions', { pipelineName: 'web' })).pipelineExecutionSummaries[0];
    const { pipelineExecutionId } = summary();
    const stop = { pipelineName: 'web', pipelineExecutionId, reason: text(200) };
    expect(json(call('StopPipelineExecution', stop))).toEqual({ pipelineExecutionId });
    expect(summary()).toMatchObject({ status: 'Stopping', stopTrigger: { reason: text(200) } });
  });

  it('2.6 PutApprovalResult takes a summary of 512 characters, or an empty one', async () => {
    for (const summary of [text(512), '']) {
      const { engine, call } = await worldOfOne();
      engine.world.clock.advance(1000);
      const { stageStates } = json(call('GetPipelineState', { name: 'web' }));
      const { token } = stageStates[1].actionStates[0].latestExecution;
      const response = call('PutApprovalResult', { ...APPROVAL, token, result: { status: 'Approved', summary } });
      expect(json(response)).toEqual({ approvedAt: engine.world.clock.now() / 1000 });
    }
  });

  it.each(['DisableStageTransition', 'EnableStageTransition'])(
    '2.5 %s answers with an empty body',
    async (operation) => {
      const { call } = await worldOfOne();
      expect(call(operation, TRANSITION)).toMatchObject({ status: 200, body: '' });
    },
  );
});
