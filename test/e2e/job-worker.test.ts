import {
  AcknowledgeJobCommand,
  CodePipelineClient,
  CreateCustomActionTypeCommand,
  CreatePipelineCommand,
  GetJobDetailsCommand,
  GetPipelineStateCommand,
  type Job,
  ListActionExecutionsCommand,
  type PipelineDeclaration,
  PollForJobsCommand,
  PutJobFailureResultCommand,
  PutJobSuccessResultCommand,
} from '@aws-sdk/client-codepipeline';
import { expect, it } from 'vitest';
import { EngineProcess } from './driver/engine.ts';

const JENKINS = { category: 'Build', owner: 'Custom', provider: 'Jenkins', version: '1' } as const;
const LAMBDA = { category: 'Invoke', owner: 'AWS', provider: 'Lambda', version: '1' } as const;
const CODECOMMIT = { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' } as const;

/** Source → Build by a worker of the account → Test by a function that is told what was built. */
const PIPELINE: PipelineDeclaration = {
  name: 'shop',
  roleArn: 'arn:aws:iam::123456789012:role/pipelines',
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: [
    {
      name: 'Source',
      actions: [
        {
          name: 'Checkout',
          actionTypeId: CODECOMMIT,
          configuration: { RepositoryName: 'shop', BranchName: 'main' },
          outputArtifacts: [{ name: 'Src' }],
        },
      ],
    },
    {
      name: 'Build',
      actions: [
        {
          name: 'Compile',
          actionTypeId: JENKINS,
          configuration: { ProjectName: 'shop', Password: 'hunter2' },
          inputArtifacts: [{ name: 'Src' }],
          outputArtifacts: [{ name: 'App' }],
          namespace: 'build',
        },
      ],
    },
    {
      name: 'Test',
      actions: [
        {
          name: 'Smoke',
          actionTypeId: LAMBDA,
          configuration: { FunctionName: 'smoke', UserParameters: '#{build.IMAGE}' },
          inputArtifacts: [{ name: 'App' }],
        },
      ],
    },
  ],
};

/** A worker as one is written with an SDK: asks for a job, takes it, begins it, and ends it when it comes back. */
async function work(client: CodePipelineClient): Promise<Job | undefined> {
  const query = { actionTypeId: JENKINS, maxBatchSize: 1, queryParam: { ProjectName: 'shop' } };
  const { jobs = [] } = await client.send(new PollForJobsCommand(query));
  const [job] = jobs;
  if (!job) return undefined;
  const { id: jobId, nonce, data } = job;
  const { status } = await client.send(new AcknowledgeJobCommand({ jobId, nonce }));
  expect(status).toBe('InProgress');
  const result = data?.continuationToken
    ? { outputVariables: { IMAGE: 'shop:7' }, executionDetails: { externalExecutionId: '7', percentComplete: 100 } }
    : { continuationToken: 'build-7', executionDetails: { externalExecutionId: '7', percentComplete: 30 } };
  await client.send(new PutJobSuccessResultCommand({ jobId, ...result }));
  return job;
}

it('2.12 a worker of the account and a function take an execution through a pipeline by their jobs', async () => {
  await using engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual', '--seed', '3']);
  const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };
  const client = new CodePipelineClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  const latest = async (stage: number) => {
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'shop' }));
    return stageStates?.[stage]?.actionStates?.[0]?.latestExecution;
  };

  const counts = { minimumCount: 0, maximumCount: 1 };
  const { actionType } = await client.send(
    new CreateCustomActionTypeCommand({
      category: 'Build',
      provider: 'Jenkins',
      version: '1',
      settings: { executionUrlTemplate: 'https://jenkins.example.com/{Config:ProjectName}/{ExternalExecutionId}' },
      configurationProperties: [
        { name: 'ProjectName', required: true, key: true, secret: false, queryable: true },
        { name: 'Password', required: true, key: false, secret: true },
      ],
      inputArtifactDetails: counts,
      outputArtifactDetails: counts,
    }),
  );
  expect(actionType?.id).toEqual(JENKINS);
  await engine.control('/behaviors', { rules: [{ match: { action: 'Smoke' }, outcome: 'external' }] });
  await client.send(new CreatePipelineCommand({ pipeline: PIPELINE }));
  expect(await work(client)).toBeUndefined();
  await engine.advance('PT1S');

  // The worker begins, and sees the secret that nobody else does.
  const begun = await work(client);
  expect(begun?.data?.actionConfiguration?.configuration).toEqual({ ProjectName: 'shop', Password: 'hunter2' });
  expect(begun?.data?.inputArtifacts?.[0]?.location?.s3Location?.bucketName).toBe('artifacts');
  expect(await latest(1)).toMatchObject({
    status: 'InProgress',
    percentComplete: 30,
    externalExecutionUrl: 'https://jenkins.example.com/shop/7',
  });

  // It is given another job to end what it began; nothing is left for it then.
  expect((await work(client))?.data?.continuationToken).toBe('build-7');
  expect(await latest(1)).toMatchObject({ status: 'Succeeded', percentComplete: 100 });
  expect(await work(client)).toBeUndefined();

  // The function learns its job from the event of its action. It fails, and its job has ended with that.
  const events = (await engine.control('/events?after=0')) as { detail: Record<string, string> }[];
  const started = events.find(({ detail }) => detail.action === 'Smoke' && detail.state === 'STARTED');
  const jobId = started?.detail['job-id'];
  const { jobDetails } = await client.send(new GetJobDetailsCommand({ jobId }));
  expect(jobDetails?.data?.actionConfiguration?.configuration).toEqual({
    FunctionName: 'smoke',
    UserParameters: 'shop:7',
  });
  await client.send(
    new PutJobFailureResultCommand({ jobId, failureDetails: { type: 'JobFailed', message: 'no answer on port 80' } }),
  );
  expect(await latest(2)).toMatchObject({
    status: 'Failed',
    errorDetails: { code: 'JobFailed', message: 'no answer on port 80' },
  });
  await expect(client.send(new PutJobSuccessResultCommand({ jobId }))).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidJobStateException' }),
  );

  const { actionExecutionDetails = [] } = await client.send(new ListActionExecutionsCommand({ pipelineName: 'shop' }));
  expect(actionExecutionDetails.map(({ actionName, status }) => `${actionName} ${status}`)).toEqual([
    'Smoke Failed',
    'Compile Succeeded',
    'Checkout Succeeded',
  ]);
  expect(JSON.stringify([actionExecutionDetails, events])).not.toContain('hunter2');
});
