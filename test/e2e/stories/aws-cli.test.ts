import { join } from 'node:path';
import type { ActionDeclaration, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { runAws, runs } from '../driver/tool.ts';

// Older ones know no V2 pipelines.
const hasCli = runs('aws', ['codepipeline', 'override-stage-condition', 'help']);
const START = '2026-03-02T09:00:00Z';
const ARN = 'arn:aws:codepipeline:eu-west-1:123456789012:web';
const ALICE = 'arn:aws:iam::123456789012:user/alice';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// Each command starts an interpreter of its own, which takes its time on a machine that does much else.
const TIMEOUT = 240_000;

describe.skipIf(!hasCli)(
  `the AWS CLI${hasCli ? '' : ', which is not installed here in a recent release,'}`,
  { timeout: TIMEOUT },
  () => {
    let engine: EngineProcess;

    beforeAll(async () => {
      engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual', '--start-time', START]);
    });

    afterAll(() => engine.stop());

    function run(command: string, options: Options) {
      const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, ...[value].flat()]);
      return runAws(engine.endpoint, ['codepipeline', command, ...args]);
    }

    /** What a command prints: a document, or undefined for nothing. */
    // biome-ignore lint/suspicious/noExplicitAny: each command has a document of its own.
    async function aws(command: string, options: Options = {}): Promise<any> {
      const { code, stdout, stderr } = await run(command, options);
      expect({ code, stderr }, `aws codepipeline ${command}`).toEqual({ code: 0, stderr: '' });
      return stdout === '' ? undefined : JSON.parse(stdout);
    }

    /** The error that a command ends with: version 1 of the CLI exits with 255 for it, version 2 with 254. */
    async function refused(command: string, options: Options): Promise<string | undefined> {
      const { code, stdout, stderr } = await run(command, options);
      expect({ code, stdout }, stderr).toEqual({ code: expect.toBeOneOf([254, 255]), stdout: '' });
      return stderr.match(/An error occurred \((\w+)\) when calling the \w+ operation/)?.[1];
    }

    it('takes releases through a pipeline: a failed check, a retry, an approval, an override, a rollback, a stop', async () => {
      const web = { 'pipeline-name': 'web' };
      await engine.control('/behaviors', {
        rules: [
          {
            match: { action: 'Smoke' },
            outcome: 'fail',
            times: 1,
            error: { code: 'JobFailed', message: '503 from /' },
          },
        ],
      });
      const created = await aws('create-pipeline', {
        'cli-input-json': `file://${join(import.meta.dirname, 'web.json')}`,
      });
      expect(created).toMatchObject({ pipeline: { name: 'web', version: 1 }, tags: [{ key: 'team', value: 'web' }] });

      const [listed, definition] = await Promise.all([aws('list-pipelines'), aws('get-pipeline', { name: 'web' })]);
      const [{ created: createdAt, updated, ...summary }, ...others] = listed.pipelines;
      expect([summary, ...others]).toEqual([{ name: 'web', version: 1, pipelineType: 'V2', executionMode: 'QUEUED' }]);
      expect([createdAt, updated].map(time)).toEqual([START, START].map(time));
      expect(definition.pipeline).toEqual(created.pipeline);
      expect(definition.metadata.pipelineArn).toBe(ARN);

      // The execution that the creation began fails in Build, is retried there and comes to the gate.
      await engine.advance('PT1M');
      const built = await aws('get-pipeline-state', { name: 'web', query: 'stageStates[1]' });
      const first = built.latestExecution.pipelineExecutionId;
      expect(first).toMatch(UUID);
      expect(built.latestExecution).toEqual({ pipelineExecutionId: first, status: 'Failed', type: 'STANDARD' });
      expect(built.actionStates.map(latestStatus)).toEqual(['Succeeded', 'Failed']);
      const { errorDetails } = built.actionStates[1].latestExecution;
      expect(errorDetails).toEqual({ code: 'JobFailed', message: '503 from /' });
      const retry = { ...web, 'stage-name': 'Build', 'pipeline-execution-id': first, 'retry-mode': 'FAILED_ACTIONS' };
      expect(await aws('retry-stage-execution', retry)).toEqual({ pipelineExecutionId: first });
      await engine.advance('PT1M');

      // Another one is started with a commit and a variable of its own, while Prod is closed.
      const prod = { ...web, 'stage-name': 'Prod' };
      const [{ pipelineExecutionId: second }] = await Promise.all([
        aws('start-pipeline-execution', {
          name: 'web',
          variables: 'name=CHANNEL,value=stable',
          'source-revisions': 'actionName=Checkout,revisionType=COMMIT_ID,revisionValue=9f3c1a2b',
        }),
        aws('disable-stage-transition', { ...prod, 'transition-type': 'Inbound', reason: 'year-end freeze' }),
      ]);
      await engine.advance('PT1M');
      const waiting = await aws('get-pipeline-state', { name: 'web' });
      expect(waiting.stageStates[2]).toMatchObject({
        inboundExecution: { pipelineExecutionId: second, status: 'InProgress', type: 'STANDARD' },
        inboundExecutions: [{ pipelineExecutionId: second, status: 'InProgress', type: 'STANDARD' }],
        latestExecution: { pipelineExecutionId: first, status: 'InProgress' },
      });
      const { lastChangedAt, ...transition } = waiting.stageStates[3].inboundTransitionState;
      expect(transition).toEqual({ enabled: false, lastChangedBy: ALICE, disabledReason: 'year-end freeze' });
      expect(time(lastChangedAt)).toBe(time('2026-03-02T09:02:00Z'));

      // The first is approved and let into Prod, whose condition it does not meet; somebody overrides that.
      const approval = { ...web, 'stage-name': 'Gate', 'action-name': 'Approve', token: tokenIn(waiting) };
      const { approvedAt } = await aws('put-approval-result', {
        ...approval,
        result: 'status=Approved,summary=looked at',
      });
      expect(time(approvedAt)).toBe(time('2026-03-02T09:03:00Z'));
      await aws('enable-stage-transition', { ...prod, 'transition-type': 'Inbound' });
      const { ruleExecutionDetails } = await aws('list-rule-executions', web);
      expect(ruleExecutionDetails).toMatchObject([
        {
          pipelineExecutionId: first,
          stageName: 'Prod',
          ruleName: 'stable-only',
          status: 'Failed',
          input: { resolvedConfiguration: { Variable: 'beta', Operator: 'EQ', Value: 'stable' } },
        },
      ]);
      const override = { ...prod, 'pipeline-execution-id': first, 'condition-type': 'BEFORE_ENTRY' };
      expect(await aws('override-stage-condition', override)).toBeUndefined();
      await engine.advance('PT1M');
      const overridden = await aws('get-pipeline-state', { name: 'web', query: 'stageStates[3]' });
      expect(overridden).toMatchObject({
        latestExecution: { pipelineExecutionId: first, status: 'Succeeded' },
        beforeEntryConditionState: { latestExecution: { status: 'Overridden' } },
      });

      // The second, of the wrong branch, is stopped at the gate. Somebody changed Prod by hand: it becomes again what the first made it.
      const stop = { ...web, 'pipeline-execution-id': second, reason: 'wrong branch', abandon: [] };
      const rollback = { ...prod, 'target-pipeline-execution-id': first };
      const [stopped, { pipelineExecutionId: third }] = await Promise.all([
        aws('stop-pipeline-execution', stop),
        aws('rollback-stage', rollback),
      ]);
      expect(stopped).toEqual({ pipelineExecutionId: second });
      await engine.advance('PT1M');

      const pages = { ...web, 'page-size': '1' };
      const [page, actions] = await Promise.all([
        aws('list-pipeline-executions', { ...pages, 'max-items': '2' }),
        aws('list-action-executions', { ...web, filter: `pipelineExecutionId=${first}` }),
      ]);
      expect(page.pipelineExecutionSummaries).toMatchObject([
        {
          pipelineExecutionId: third,
          status: 'Succeeded',
          executionType: 'ROLLBACK',
          trigger: { triggerType: 'ManualRollback', triggerDetail: ALICE },
          rollbackMetadata: { rollbackTargetPipelineExecutionId: first },
        },
        {
          pipelineExecutionId: second,
          status: 'Stopped',
          stopTrigger: { reason: 'wrong branch' },
          executionMode: 'QUEUED',
          sourceRevisions: [{ actionName: 'Checkout', revisionId: '9f3c1a2b' }],
        },
      ]);
      const rest = await aws('list-pipeline-executions', { ...pages, 'starting-token': page.NextToken });
      const trigger = { triggerType: 'CreatePipeline', triggerDetail: ALICE };
      expect(rest.pipelineExecutionSummaries).toMatchObject([
        { pipelineExecutionId: first, status: 'Succeeded', trigger },
      ]);
      expect(rest).not.toHaveProperty('NextToken');

      const history = actions.actionExecutionDetails.map((detail: Record<string, string>) =>
        [detail.stageName, detail.actionName, detail.status].join(' '),
      );
      expect(history).toEqual([
        'Prod Upload Succeeded',
        'Gate Approve Succeeded',
        'Build Smoke Succeeded',
        'Build Smoke Failed',
        'Build Compile Succeeded',
        'Source Checkout Succeeded',
      ]);
      expect(actions.actionExecutionDetails[1]).toMatchObject({
        updatedBy: ALICE,
        output: {
          outputArtifacts: [],
          executionResult: { externalExecutionSummary: 'looked at' },
          outputVariables: {},
        },
      });
    });

    it('sets a pipeline up and takes it down: tags, a webhook, an action type of its own and its worker, errors', async () => {
      const counts = (count: number) => `minimumCount=${count},maximumCount=${count}`;
      const [{ actionType }] = await Promise.all([
        aws('create-custom-action-type', {
          category: 'Test',
          provider: 'Browsers',
          'action-version': '1',
          'configuration-properties': 'name=Suite,required=true,key=true,secret=false',
          'input-artifact-details': counts(1),
          'output-artifact-details': counts(0),
        }),
        aws('create-pipeline', { pipeline: JSON.stringify(shop(DEPLOY)) }),
      ]);
      expect(actionType.id).toEqual(BROWSERS.actionTypeId);
      const arn = ARN.replace('web', 'shop');
      const [{ pipeline }, { webhook }, tagged] = await Promise.all([
        aws('update-pipeline', { pipeline: JSON.stringify(shop(BROWSERS)) }),
        aws('put-webhook', { 'cli-input-json': JSON.stringify({ webhook: PUSH }) }),
        aws('tag-resource', { 'resource-arn': arn, tags: ['key=team,value=shop', 'key=tier,value=1'] }),
      ]);
      expect(pipeline).toMatchObject({ name: 'shop', version: 2, pipelineType: 'V1', executionMode: 'SUPERSEDED' });
      expect(webhook.definition.authenticationConfiguration).not.toEqual(PUSH.authenticationConfiguration);
      expect(tagged).toBeUndefined();

      await aws('start-pipeline-execution', { name: 'shop' });
      await engine.advance('PT1M');
      const [{ jobs }, { webhooks }, { tags }, { actionTypes }, { ruleTypes }] = await Promise.all([
        aws('poll-for-jobs', { 'action-type-id': 'category=Test,owner=Custom,provider=Browsers,version=1' }),
        aws('list-webhooks'),
        aws('list-tags-for-resource', { 'resource-arn': arn }),
        aws('list-action-types', { 'action-owner-filter': 'Custom' }),
        aws('list-rule-types'),
      ]);
      expect(jobs).toMatchObject([
        { id: expect.stringMatching(UUID), data: { pipelineContext: { pipelineName: 'shop' } } },
      ]);
      expect(webhooks).toEqual([webhook]);
      expect(tags).toEqual([
        { key: 'team', value: 'shop' },
        { key: 'tier', value: '1' },
      ]);
      expect(actionTypes).toEqual([actionType]);
      expect(ruleTypes).toHaveLength(6);
      const [{ id, nonce }] = jobs;
      expect(await aws('acknowledge-job', { 'job-id': id, nonce })).toEqual({ status: 'InProgress' });
      expect(await aws('put-job-success-result', { 'job-id': id })).toBeUndefined();
      const latest = 'stageStates[1].latestExecution.status';
      expect(await aws('get-pipeline-state', { name: 'shop', query: latest })).toBe('Succeeded');

      expect(await aws('delete-pipeline', { name: 'shop' })).toBeUndefined();
      expect(await refused('get-pipeline', { name: 'shop' })).toBe('PipelineNotFoundException');
    });
  },
);

const DEPLOY: ActionDeclaration = {
  name: 'Upload',
  actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { BucketName: 'shop', Extract: 'true' },
  inputArtifacts: [{ name: 'Src' }],
};

const BROWSERS: ActionDeclaration = {
  name: 'Click',
  actionTypeId: { category: 'Test', owner: 'Custom', provider: 'Browsers', version: '1' },
  configuration: { Suite: 'all' },
  inputArtifacts: [{ name: 'Src' }],
};

const PUSH = {
  name: 'push',
  targetPipeline: 'shop',
  targetAction: 'Checkout',
  filters: [{ jsonPath: '$.ref', matchEquals: 'refs/heads/{Branch}' }],
  authentication: 'GITHUB_HMAC',
  authenticationConfiguration: { SecretToken: 's3cret' },
};

function shop(action: ActionDeclaration): PipelineDeclaration {
  return {
    name: 'shop',
    roleArn: 'arn:aws:iam::123456789012:role/pipeline',
    artifactStore: { type: 'S3', location: 'shop-artifacts' },
    stages: [
      {
        name: 'Source',
        actions: [
          {
            name: 'Checkout',
            actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
            configuration: {
              Owner: 'acme',
              Repo: 'shop',
              Branch: 'main',
              OAuthToken: 'secret',
              PollForSourceChanges: 'false',
            },
            outputArtifacts: [{ name: 'Src' }],
          },
        ],
      },
      { name: 'Then', actions: [action] },
    ],
  };
}

type Options = Readonly<Record<string, string | readonly string[]>>;

/** Version 1 of the CLI prints seconds since 1970, version 2 ISO-8601. */
function time(printed: number | string): number {
  return typeof printed === 'number' ? printed * 1000 : Date.parse(printed);
}

interface ActionState {
  readonly latestExecution?: { readonly status: string; readonly token?: string };
}

function latestStatus({ latestExecution }: ActionState): string | undefined {
  return latestExecution?.status;
}

function tokenIn(state: {
  readonly stageStates: readonly { readonly actionStates: readonly ActionState[] }[];
}): string {
  return state.stageStates[2]?.actionStates[0]?.latestExecution?.token ?? 'none';
}
