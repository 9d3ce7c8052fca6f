import {
  CodePipelineClient,
  CodePipelineServiceException,
  CreatePipelineCommand,
  GetJobDetailsCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  InvalidApprovalTokenException,
  InvalidJobStateException,
  ListActionExecutionsCommand,
  PipelineNameInUseException,
  PipelineNotFoundException,
  PutApprovalResultCommand,
  PutJobSuccessResultCommand,
  paginateListActionExecutions,
  paginateListActionTypes,
  paginateListPipelineExecutions,
  paginateListPipelines,
  type StageDeclaration,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { toolVariables } from '../driver/tool.ts';

const START = new Date('2026-03-02T09:00:00Z');

const checkout: StageDeclaration = {
  name: 'Source',
  actions: [
    {
      name: 'Checkout',
      actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
      configuration: { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges: 'false' },
      outputArtifacts: [{ name: 'Src' }],
    },
  ],
};

const gate: StageDeclaration = {
  name: 'Gate',
  actions: [
    { name: 'Approve', actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' } },
  ],
};

const live: StageDeclaration = {
  name: 'Live',
  actions: [
    {
      name: 'Smoke',
      actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'Lambda', version: '1' },
      configuration: { FunctionName: 'smoke', UserParameters: 'https://example.com' },
      namespace: 'Smoke',
    },
    {
      name: 'Announce',
      actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'Lambda', version: '1' },
      configuration: { FunctionName: 'announce', UserParameters: '#{Smoke.BuildNumber}' },
      runOrder: 2,
    },
  ],
};

describe('the AWS SDK for JavaScript', () => {
  let engine: EngineProcess;
  let client: CodePipelineClient;

  beforeAll(async () => {
    engine = await EngineProcess.start([
      ...['--scenario', 'none', '--clock', 'manual'],
      ...['--start-time', START.toISOString()],
    ]);
    // No file of whoever runs the tests may say more.
    const files = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PROFILE: undefined };
    for (const [name, value] of Object.entries({ ...toolVariables(engine.endpoint), ...files }))
      vi.stubEnv(name, value);
    client = new CodePipelineClient();
  });

  afterAll(async () => {
    client.destroy();
    vi.unstubAllEnvs();
    await engine.stop();
  });

  function create(name: string, executionMode: 'QUEUED' | 'PARALLEL', stages: StageDeclaration[]) {
    const pipeline = {
      name,
      roleArn: 'arn:aws:iam::123456789012:role/pipeline',
      artifactStore: { type: 'S3', location: 'artifacts' } as const,
      pipelineType: 'V2' as const,
      executionMode,
      stages: [checkout, ...stages],
    };
    return client.send(new CreatePipelineCommand({ pipeline }));
  }

  async function start(name: string): Promise<string> {
    const { pipelineExecutionId } = await client.send(new StartPipelineExecutionCommand({ name }));
    return pipelineExecutionId!;
  }

  async function statusOf(pipelineName: string, pipelineExecutionId: string): Promise<string | undefined> {
    const input = { pipelineName, pipelineExecutionId };
    return (await client.send(new GetPipelineExecutionCommand(input))).pipelineExecution?.status;
  }

  /** The approval that an execution waits for. */
  async function approvalOf(pipelineName: string, pipelineExecutionId: string) {
    const input = { pipelineName, filter: { pipelineExecutionId } };
    const { actionExecutionDetails = [] } = await client.send(new ListActionExecutionsCommand(input));
    return actionExecutionDetails.find(({ actionName, status }) => actionName === 'Approve' && status === 'InProgress');
  }

  it('pages through lists, and meets errors as classes', async () => {
    const rules = [{ match: { pipeline: 'paged-*', action: 'Smoke' }, outputVariables: { BuildNumber: '1' } }];
    await engine.control('/behaviors', { rules });
    for (const name of ['paged-c', 'paged-a', 'paged-b']) await create(name, 'QUEUED', [live]);
    const pipelines = await collect(paginateListPipelines({ client, pageSize: 2 }, {}), (page) => page.pipelines);
    expect(pipelines.map((page) => page.map(({ name }) => name))).toEqual([['paged-a', 'paged-b'], ['paged-c']]);
    expect(pipelines[0]?.[0]?.created).toEqual(START);

    const started = [await start('paged-a'), await start('paged-a'), await start('paged-a')];
    await engine.advance('PT5M');
    // Its paginators write into the input that they are given.
    const executions = await collect(
      paginateListPipelineExecutions({ client, pageSize: 3 }, { pipelineName: 'paged-a' }),
      (page) => page.pipelineExecutionSummaries,
    );
    expect(executions.map((page) => page.length)).toEqual([3, 1]);
    expect(executions[0]?.map(({ pipelineExecutionId }) => pipelineExecutionId)).toEqual(started.toReversed());
    expect(executions.flat().map(({ status }) => status)).toEqual(Array(4).fill('Succeeded'));
    const actions = await collect(
      paginateListActionExecutions({ client, pageSize: 5 }, { pipelineName: 'paged-a' }),
      (page) => page.actionExecutionDetails,
    );
    expect(actions.map((page) => page.length)).toEqual([5, 5, 2]);
    const [types] = await collect(paginateListActionTypes({ client }, {}), (page) => page.actionTypes);
    expect(types).toContainEqual(
      expect.objectContaining({ id: { category: 'Invoke', owner: 'AWS', provider: 'Lambda', version: '1' } }),
    );

    const notFound = await client.send(new GetPipelineCommand({ name: 'nope' })).catch((error) => error);
    expect(notFound).toBeInstanceOf(PipelineNotFoundException);
    expect(notFound).toBeInstanceOf(CodePipelineServiceException);
    expect(notFound.message).toBe("Account '123456789012' does not have a pipeline with name 'nope'");
    expect(notFound.$metadata).toMatchObject({ httpStatusCode: 400, attempts: 1, requestId: expect.any(String) });
    await expect(create('paged-a', 'QUEUED', [live])).rejects.toThrow(PipelineNameInUseException);
  });

  it('answers the approvals of parallel executions, each by the token of its own action execution', async () => {
    await create('parallel', 'PARALLEL', [gate]);
    const [approved, rejected, open] = [await start('parallel'), await start('parallel'), await start('parallel')];
    await engine.advance('PT1M');

    // All of them are at the gate at once, and the state of the pipeline is that of none.
    const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: 'parallel' }));
    expect(stageStates.map(({ stageName, inboundExecutions }) => ({ stageName, inboundExecutions }))).toEqual([
      { stageName: 'Source', inboundExecutions: [] },
      { stageName: 'Gate', inboundExecutions: [] },
    ]);
    expect(JSON.stringify(stageStates)).not.toContain('token');

    const answer = async (id: string, status: 'Approved' | 'Rejected') => {
      const token = (await approvalOf('parallel', id))?.output?.executionResult?.externalExecutionId;
      const place = { pipelineName: 'parallel', stageName: 'Gate', actionName: 'Approve', token };
      const request = new PutApprovalResultCommand({ ...place, result: { status, summary: 'seen' } });
      return { request, ...(await client.send(request)) };
    };
    const { approvedAt } = await answer(approved, 'Approved');
    expect(approvedAt).toEqual(new Date(START.getTime() + 6 * 60_000));
    const { request } = await answer(rejected, 'Rejected');
    await expect(client.send(request)).rejects.toThrow(/already been approved or rejected/);
    expect(await approvalOf('parallel', approved)).toBeUndefined();
    expect(await approvalOf('parallel', open)).toMatchObject({ pipelineExecutionId: open, stageName: 'Gate' });
    const ids = [approved, rejected, open];
    expect(await Promise.all(ids.map((id) => statusOf('parallel', id)))).toEqual(['Succeeded', 'Failed', 'InProgress']);
    const unknown = { ...request.input, token: '00000000-0000-0000-0000-000000000000' };
    await expect(client.send(new PutApprovalResultCommand(unknown))).rejects.toThrow(InvalidApprovalTokenException);
  });

  it('answers for a Lambda function that does its work outside', async () => {
    const rules = [{ match: { pipeline: 'invoking', action: 'Smoke' }, outcome: 'external' }];
    await engine.control('/behaviors', { rules });
    await create('invoking', 'QUEUED', [live]);
    await engine.advance('PT1M');
    const smoke = async () => {
      const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'invoking' }));
      return stageStates?.[1]?.actionStates?.[0]?.latestExecution;
    };

    const first = await jobOf(engine, 'invoking');
    const { jobDetails } = await client.send(new GetJobDetailsCommand({ jobId: first }));
    expect(jobDetails?.data).toMatchObject({
      actionConfiguration: { configuration: { FunctionName: 'smoke', UserParameters: 'https://example.com' } },
      pipelineContext: { pipelineName: 'invoking', stage: { name: 'Live' }, action: { name: 'Smoke' } },
    });
    await client.send(
      new PutJobSuccessResultCommand({
        jobId: first,
        continuationToken: 'look again',
        executionDetails: { summary: 'half way', externalExecutionId: 'run-7', percentComplete: 50 },
      }),
    );
    expect(await smoke()).toMatchObject({
      status: 'InProgress',
      summary: 'half way',
      externalExecutionId: 'run-7',
      percentComplete: 50,
    });

    const second = await jobOf(engine, 'invoking');
    expect(second).not.toBe(first);
    const outputVariables = { BuildNumber: '77' };
    await client.send(new PutJobSuccessResultCommand({ jobId: second, outputVariables }));
    expect(await smoke()).toMatchObject({ status: 'Succeeded' });
    const again = client.send(new PutJobSuccessResultCommand({ jobId: second }));
    await expect(again).rejects.toThrow(InvalidJobStateException);

    // What it found is there for the action that follows.
    await engine.advance('PT1M');
    const list = new ListActionExecutionsCommand({ pipelineName: 'invoking', maxResults: 2 });
    const { actionExecutionDetails = [] } = await client.send(list);
    expect(actionExecutionDetails.map(({ actionName, status }) => [actionName, status])).toEqual([
      ['Announce', 'Succeeded'],
      ['Smoke', 'Succeeded'],
    ]);
    expect(actionExecutionDetails[0]?.input?.resolvedConfiguration?.UserParameters).toBe('77');
    expect(actionExecutionDetails[1]?.output?.outputVariables).toEqual(outputVariables);
  });
});

async function collect<P, T>(pages: AsyncIterable<P>, itemsOf: (page: P) => T[] | undefined): Promise<T[][]> {
  const items: T[][] = [];
  for await (const page of pages) items.push(itemsOf(page) ?? []);
  return items;
}

/** The id that the function of the action that started last was handed. */
async function jobOf(engine: EngineProcess, pipeline: string): Promise<string> {
  const events = (await engine.control('/events?after=0')) as { detail: Record<string, string> }[];
  return events.findLast(({ detail }) => detail.pipeline === pipeline && detail['job-id'])?.detail['job-id'] ?? 'none';
}
