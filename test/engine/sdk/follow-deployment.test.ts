import {
  BatchGetDeploymentTargetsCommand,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  DeploymentNotStartedException,
  GetDeploymentCommand,
  type InstanceTarget,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import {
  type ActionDeclaration,
  type ActionExecutionDetail,
  ActionExecutionNotFoundException,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListDeployActionExecutionTargetsCommand,
} from '@aws-sdk/client-codepipeline';
import { beforeEach, describe, expect, it } from 'vitest';
import { SdkRig } from './sdk-clients.ts';

const EVENTS = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];
const APPSPEC = `version: 0.0
os: linux
hooks:
  AfterInstall: [{ location: migrate.sh }]
  ValidateService: [{ location: smoke.sh }]
`;
const MACHINES = Array.from({ length: 30 }, (_, index) => `i-${String(index).padStart(4, '0')}`);
const MOST_IN_BATCH = 25;

function deployAction(name: string, provider: string, configuration: Record<string, string>): ActionDeclaration {
  const actionTypeId = { category: 'Deploy', owner: 'AWS', provider, version: '1' } as const;
  return { name, actionTypeId, configuration, inputArtifacts: [{ name: 'Source' }] };
}

const STAGES = [
  {
    name: 'Source',
    actions: [
      {
        name: 'Checkout',
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' } as const,
        configuration: { RepositoryName: 'web', BranchName: 'main' },
        outputArtifacts: [{ name: 'Source' }],
      },
    ],
  },
  {
    name: 'Production',
    actions: [deployAction('Deploy', 'CodeDeploy', { ApplicationName: 'web', DeploymentGroupName: 'production' })],
  },
  {
    name: 'Edge',
    actions: [deployAction('Copy', 'EC2', { InstanceTagKey: 'role', InstanceTagValue: 'web', InstanceType: 'EC2' })],
  },
];

/** A pipeline whose production stage deploys to thirty machines: its source action begins. */
async function releasing(): Promise<SdkRig> {
  const rig = await SdkRig.begin();
  rig.arrange('fleet', { instances: MACHINES.map((id) => ({ id, tags: { role: 'web' } })) });
  rig.arrange('revisions', { revisions: [{ bucket: '*', key: '*', appspec: APPSPEC }] });
  await rig.deployments.send(new CreateApplicationCommand({ applicationName: 'web' }));
  await rig.deployments.send(
    new CreateDeploymentGroupCommand({
      applicationName: 'web',
      deploymentGroupName: 'production',
      deploymentConfigName: 'CodeDeployDefault.HalfAtATime',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
      ec2TagFilters: [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' }],
    }),
  );
  const roleArn = 'arn:aws:iam::123456789012:role/pipeline';
  const artifactStore = { type: 'S3', location: 'artifacts' } as const;
  await rig.pipelines.send(
    new CreatePipelineCommand({
      pipeline: { name: 'web', roleArn, artifactStore, pipelineType: 'V2', stages: STAGES },
    }),
  );
  return rig;
}

describe('a pipeline’s production stage', () => {
  let rig: SdkRig;
  beforeEach(async () => {
    rig = await releasing();
  });

  /** The action of a stage as the state of the pipeline tells it. */
  async function actionState(stage: string) {
    const { stageStates } = await rig.pipelines.send(new GetPipelineStateCommand({ name: 'web' }));
    const { latestExecution, actionStates } = stageStates!.find(({ stageName }) => stageName === stage)!;
    return { pipelineExecutionId: latestExecution?.pipelineExecutionId, ...actionStates![0]!.latestExecution };
  }

  async function actionDetail(pipelineExecutionId: string, action: string): Promise<ActionExecutionDetail> {
    const input = { pipelineName: 'web', filter: { pipelineExecutionId } };
    const { actionExecutionDetails } = await rig.pipelines.send(new ListActionExecutionsCommand(input));
    return actionExecutionDetails!.find(({ actionName }) => actionName === action)!;
  }

  async function deployment(deploymentId: string) {
    return (await rig.deployments.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo!;
  }

  /** All targets of a deployment, as many at once as may be asked for. */
  async function targets(deploymentId: string): Promise<InstanceTarget[]> {
    const { targetIds = [] } = await rig.deployments.send(new ListDeploymentTargetsCommand({ deploymentId }));
    const found: InstanceTarget[] = [];
    for (let from = 0; from < targetIds.length; from += MOST_IN_BATCH) {
      const batch = { deploymentId, targetIds: targetIds.slice(from, from + MOST_IN_BATCH) };
      const { deploymentTargets } = await rig.deployments.send(new BatchGetDeploymentTargetsCommand(batch));
      found.push(...deploymentTargets!.map(({ instanceTarget }) => instanceTarget!));
    }
    return found;
  }

  it('2.8, 2.9, 3.12: is followed from its action to the last lifecycle event of each instance', async () => {
    rig.advance(1);
    const action = await actionState('Production');
    const { pipelineExecutionId = '', externalExecutionId: deploymentId = '' } = action;
    expect(action).toMatchObject({
      status: 'InProgress',
      externalExecutionUrl: expect.stringContaining(`/deployments/${deploymentId}`),
    });
    const begun = await actionDetail(pipelineExecutionId, 'Deploy');
    expect(begun).toMatchObject({
      actionExecutionId: action.actionExecutionId,
      stageName: 'Production',
      status: 'InProgress',
      input: { configuration: { ApplicationName: 'web', DeploymentGroupName: 'production' } },
      output: { executionResult: { externalExecutionId: deploymentId } },
    });
    const { bucket, key } = begun.input!.inputArtifacts![0]!.s3location!;
    expect(await deployment(deploymentId)).toMatchObject({
      status: 'Created',
      revision: { revisionType: 'S3', s3Location: { bucket, key } },
    });
    await expect(targets(deploymentId)).rejects.toThrow(DeploymentNotStartedException);

    // The first fifteen are at their first script, and nobody else has begun.
    rig.advance(2);
    expect((await deployment(deploymentId)).deploymentOverview).toMatchObject({ InProgress: 15, Pending: 15 });
    const underWay = await targets(deploymentId);
    expect(underWay.map(({ targetId }) => targetId)).toEqual(MACHINES);
    expect(underWay.map(({ status }) => status)).toEqual([
      ...Array(15).fill('InProgress'),
      ...Array(15).fill('Pending'),
    ]);
    expect(underWay[0]!.lifecycleEvents!.map(({ status }) => status)).toEqual([
      ...Array(4).fill('Succeeded'),
      'InProgress',
      ...Array(2).fill('Pending'),
    ]);

    rig.advance(10);
    const ended = await deployment(deploymentId);
    expect(ended).toMatchObject({ status: 'Succeeded', deploymentOverview: { Succeeded: 30 } });
    for (const { status, lifecycleEvents = [], lastUpdatedAt } of await targets(deploymentId)) {
      expect(status).toBe('Succeeded');
      expect(lifecycleEvents.map((event) => event.lifecycleEventName)).toEqual(EVENTS);
      expect(new Set(lifecycleEvents.map((event) => event.status))).toEqual(new Set(['Succeeded']));
      const times = lifecycleEvents.flatMap(({ startTime, endTime }) => [startTime!.getTime(), endTime!.getTime()]);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times[0]).toBeGreaterThanOrEqual(ended.startTime!.getTime());
      expect(times.at(-1)).toBeLessThanOrEqual(ended.completeTime!.getTime());
      expect(lastUpdatedAt!.getTime()).toBe(times.at(-1));
    }
    expect(await actionState('Production')).toMatchObject({
      status: 'Succeeded',
      actionExecutionId: action.actionExecutionId,
      externalExecutionId: deploymentId,
      lastStatusChange: ended.completeTime,
    });
    expect(await actionDetail(pipelineExecutionId, 'Deploy')).toMatchObject({
      status: 'Succeeded',
      startTime: begun.startTime,
      lastUpdateTime: ended.completeTime,
      output: {
        executionResult: { externalExecutionId: deploymentId, externalExecutionSummary: 'Deployment Succeeded' },
      },
    });
  });

  it('2.9: the targets of an action are those of a deployment to EC2, and not of one by CodeDeploy', async () => {
    rig.advance(15);
    const listed = async (actionExecutionId: string | undefined) =>
      (await rig.pipelines.send(new ListDeployActionExecutionTargetsCommand({ actionExecutionId }))).targets!;
    expect(await listed((await actionState('Production')).actionExecutionId)).toEqual([]);
    rig.advance(60);
    const copied = await listed((await actionState('Edge')).actionExecutionId);
    expect(copied.map(({ targetId }) => targetId)).toEqual(MACHINES);
    for (const target of copied) {
      expect(target).toMatchObject({ targetType: 'EC2', status: 'Succeeded', events: [{ status: 'Succeeded' }] });
    }
    await expect(listed('00000000-0000-4000-8000-000000000000')).rejects.toThrow(ActionExecutionNotFoundException);
  });
});
