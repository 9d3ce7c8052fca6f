import type { Engine } from '../../../src/engine/index.ts';
import { BLUE_GREEN, blueGreen, ecs } from '../codedeploy/deployment-groups/requests.ts';
import type { Scene } from './busy-engine.ts';
import { awsRequest, control, emptyEngine, json } from './requests.ts';

export const PLACE = 'arn:aws:codedeploy:us-east-1:123456789012';
const ROLE = 'arn:aws:iam::123456789012:role/deploy';

const bundle = (key: string, bundleType = 'zip') => ({
  revisionType: 'S3',
  s3Location: { bucket: 'bundles', key, bundleType },
});
const appSpec = (content: string) => ({ revisionType: 'AppSpecContent', appSpecContent: { content } });
const FUNCTION = appSpec(
  'version: 0.0\nResources: [{ f: { Type: AWS::Lambda::Function, Properties: { Name: f, Alias: a, CurrentVersion: "1", TargetVersion: "2" } } }]\nHooks: [{ BeforeAllowTraffic: check }]\n',
);
const SERVICE = appSpec(
  'version: 0.0\nResources: [{ TargetService: { Type: AWS::ECS::Service, Properties: { TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/api:1", LoadBalancerInfo: { ContainerName: api, ContainerPort: 80 } } } }]\n',
);
const tagged = (Value: string) => ({ ec2TagFilters: [{ Key: 'env', Value, Type: 'KEY_AND_VALUE' }] });
const ready = blueGreen({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 });

/** Applications by name, with their platform, what is deployed, and their groups. */
const APPLICATIONS: Readonly<Record<string, readonly [string, object, Readonly<Record<string, object>>]>> = {
  web: [
    'Server',
    bundle('app.zip'),
    {
      prod: tagged('prod'),
      empty: tagged('none'),
      canary: {
        ...tagged('prod'),
        ...ready,
        deploymentStyle: BLUE_GREEN,
        loadBalancerInfo: { elbInfoList: [{ name: 'lb' }] },
      },
    },
  ],
  fn: ['Lambda', FUNCTION, { live: { deploymentStyle: BLUE_GREEN } }],
  api: ['ECS', SERVICE, { live: { ...ecs(), ...ready } }],
};
const GROUPS = Object.entries(APPLICATIONS).flatMap(([applicationName, [, revision, groups]]) =>
  Object.keys(groups).map((deploymentGroupName) => ({ applicationName, deploymentGroupName, revision })),
);

/** Sends an operation of CodeDeploy; throws when it is refused. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, member by member.
function send(engine: Engine, operation: string, input: object): any {
  const response = engine.handle(awsRequest(`CodeDeploy_20141006.${operation}`, input));
  if (response.status !== 200) throw new Error(`${operation}: ${response.body}`);
  return response.body === '' ? undefined : json(response);
}

/** An engine with applications of every platform, in which deployments have failed, succeeded, wait, and go on. */
export async function busyDeployments(): Promise<Engine> {
  const engine = await emptyEngine();
  const instances = ['i-1', 'i-2', 'i-3'].map((id) => ({ id, tags: { env: 'prod' } }));
  const appspec = 'version: 0.0\nos: linux\nhooks:\n  AfterInstall: [{ location: start.sh }]\n';
  control(engine, 'PUT', 'revisions', { revisions: [{ bucket: 'bundles', key: 'app.zip', appspec }] });
  control(engine, 'PUT', 'fleet', { instances: [...instances, { id: 'i-4', tags: { env: 'green' } }] });
  for (const [applicationName, [computePlatform, , groups]] of Object.entries(APPLICATIONS)) {
    send(engine, 'CreateApplication', { applicationName, computePlatform });
    for (const [deploymentGroupName, told] of Object.entries(groups)) {
      send(engine, 'CreateDeploymentGroup', { applicationName, deploymentGroupName, serviceRoleArn: ROLE, ...told });
    }
  }
  const careful = { deploymentConfigName: 'careful', minimumHealthyHosts: { type: 'HOST_COUNT', value: 2 } };
  send(engine, 'CreateDeploymentConfig', careful);
  send(engine, 'RegisterApplicationRevision', { applicationName: 'web', revision: bundle('old.zip') });
  const box = { instanceName: 'box', iamUserArn: 'arn:aws:iam::123456789012:user/box' };
  send(engine, 'RegisterOnPremisesInstance', box);
  send(engine, 'TagResource', { ResourceArn: `${PLACE}:application:web`, Tags: [{ Key: 'team', Value: 'web' }] });
  deployAll(engine);
  control(engine, 'POST', 'clock', { advance: 'PT10M' });
  const rules = [{ match: { application: 'fn', lifecycleEvent: 'BeforeAllowTraffic' }, outcome: 'hang' }];
  control(engine, 'PUT', 'behaviors', { rules });
  deployAll(engine);
  control(engine, 'POST', 'clock', { advance: 'PT3S' });
  return engine;
}

/** Where nothing is under way already. */
function deployAll(engine: Engine): void {
  const targetInstances = { tagFilters: [{ Key: 'env', Value: 'green', Type: 'KEY_AND_VALUE' }] };
  for (const group of GROUPS) {
    const { deploymentGroupName } = group;
    const input = { ...group, ...(deploymentGroupName === 'canary' && { targetInstances }) };
    engine.handle(awsRequest('CodeDeploy_20141006.CreateDeployment', input));
  }
}

/** What the engine knows, as scenes: each deployment with its group and its targets. */
export function deploymentScenes(engine: Engine): Scene[] {
  const { deployments } = send(engine, 'ListDeployments', {});
  const { deploymentsInfo } = send(engine, 'BatchGetDeployments', { deploymentIds: deployments });
  return deploymentsInfo.map((info: Record<string, string>) => {
    const { deploymentId, applicationName, deploymentGroupName, revision, computePlatform } = info;
    const targets = targetsOf(engine, deploymentId!);
    const arns = [`application:${applicationName}`, `deploymentgroup:${applicationName}/${deploymentGroupName}`];
    return {
      ...COMMON,
      ...SETTINGS[computePlatform!],
      deploymentId: [deploymentId],
      deploymentIds: [[deploymentId], deployments.slice(0, 3)],
      applicationName: [applicationName],
      applicationNames: [[applicationName]],
      deploymentGroupName: [deploymentGroupName, deploymentGroupName, 'new'],
      currentDeploymentGroupName: [deploymentGroupName],
      deploymentGroupNames: [[deploymentGroupName, 'prod']],
      revision: [revision],
      revisions: [[revision]],
      targetId: targets,
      targetIds: [targets.slice(0, 1), targets],
      instanceId: targets,
      instanceIds: [targets],
      ResourceArn: arns.map((arn) => `${PLACE}:${arn}`),
      lifecycleEventHookExecutionId: hooksOf(engine, deploymentId!),
    };
  });
}

function targetsOf(engine: Engine, deploymentId: string): string[] {
  const response = engine.handle(awsRequest('CodeDeploy_20141006.ListDeploymentTargets', { deploymentId }));
  return response.status === 200 ? [...json(response).targetIds, 'i-9'] : ['i-9'];
}

function hooksOf(engine: Engine, deploymentId: string): string[] {
  const ids = engine.world.journal
    .after(0)!
    .filter(({ detail }) => detail.deploymentId === deploymentId)
    .flatMap(({ detail }) => (detail.lifecycleEventHookExecutionId as string | undefined) ?? []);
  return ids.length > 0 ? ids : ['none'];
}

/** What is mostly told, or not at all. */
const COMMON: Scene = {
  newApplicationName: ['web', 'shop'],
  newDeploymentGroupName: [undefined, 'prod', 'live'],
  serviceRoleArn: [ROLE],
  instanceName: ['box', 'case'],
  instanceNames: [['box'], ['box', 'case']],
  iamUserArn: [...Array(9).keys()].map((i) => `arn:aws:iam::123456789012:user/case-${i}`),
  iamSessionArn: [undefined],
  tags: [[{ Key: 'a', Value: 'b' }]],
  Tags: [[{ Key: 'a', Value: 'b' }]],
  alarmConfiguration: [{ enabled: true, alarms: [{ name: '5xx' }] }],
  overrideAlarmConfiguration: [undefined, { enabled: false }],
  autoRollbackConfiguration: [{ enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] }],
  triggerConfigurations: [undefined, []],
  createTimeRange: [{ start: 0 }],
  nextToken: [undefined],
  targetFilters: [undefined, { TargetStatus: ['Succeeded'] }, { ServerInstanceLabel: ['Green'] }],
  tagFilters: [undefined, [{ Key: 'a' }]],
  s3Bucket: [undefined, 'bundles'],
  s3KeyPrefix: [undefined, 'app'],
  externalId: [undefined],
};

const NOTHING = [undefined];
const OF_FUNCTIONS: Scene = {
  deploymentConfigName: ['CodeDeployDefault.LambdaAllAtOnce', 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute'],
  minimumHealthyHosts: NOTHING,
  zonalConfig: NOTHING,
  trafficRoutingConfig: [{ type: 'AllAtOnce' }],
  deploymentStyle: [BLUE_GREEN],
  ec2TagFilters: NOTHING,
  ec2TagSet: NOTHING,
  onPremisesInstanceTagFilters: NOTHING,
  onPremisesTagSet: NOTHING,
  autoScalingGroups: NOTHING,
  blueGreenDeploymentConfiguration: NOTHING,
  loadBalancerInfo: NOTHING,
  ecsServices: NOTHING,
  targetInstances: NOTHING,
  ignoreApplicationStopFailures: [false],
  updateOutdatedInstancesOnly: [false],
};

/** What groups and deployments of a platform may be told. */
const SETTINGS: Readonly<Record<string, Scene>> = {
  Server: {
    ...OF_FUNCTIONS,
    deploymentConfigName: ['careful', 'bold', 'CodeDeployDefault.AllAtOnce', 'CodeDeployDefault.HalfAtATime'],
    minimumHealthyHosts: [{ type: 'HOST_COUNT', value: 1 }],
    trafficRoutingConfig: NOTHING,
    deploymentStyle: [undefined, { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' }],
    ec2TagFilters: [tagged('prod').ec2TagFilters],
    autoScalingGroups: [['web']],
    blueGreenDeploymentConfiguration: [ready.blueGreenDeploymentConfiguration],
    loadBalancerInfo: [{ elbInfoList: [{ name: 'lb' }] }],
    ignoreApplicationStopFailures: [true, false],
    updateOutdatedInstancesOnly: [false, true],
  },
  Lambda: OF_FUNCTIONS,
  ECS: {
    ...OF_FUNCTIONS,
    deploymentConfigName: ['CodeDeployDefault.ECSAllAtOnce', 'CodeDeployDefault.ECSCanary10Percent5Minutes'],
    ...Object.fromEntries(Object.entries({ ...ecs('other'), ...ready }).map(([member, value]) => [member, [value]])),
  },
};

/** All that the reads of the engine show. */
export function shownDeployments(engine: Engine): string {
  const { applications } = send(engine, 'ListApplications', {});
  const { deployments } = send(engine, 'ListDeployments', {});
  const { deploymentConfigsList } = send(engine, 'ListDeploymentConfigs', {});
  const { instanceNames } = send(engine, 'ListOnPremisesInstances', {});
  const ofApplications = applications.map((applicationName: string) => [
    send(engine, 'GetApplication', { applicationName }),
    send(engine, 'ListTagsForResource', { ResourceArn: `${PLACE}:application:${applicationName}` }),
    send(engine, 'ListApplicationRevisions', { applicationName }),
    send(engine, 'ListDeploymentGroups', { applicationName }).deploymentGroups.map((deploymentGroupName: string) => [
      send(engine, 'GetDeploymentGroup', { applicationName, deploymentGroupName }),
      send(engine, 'ListTagsForResource', {
        ResourceArn: `${PLACE}:deploymentgroup:${applicationName}/${deploymentGroupName}`,
      }),
    ]),
  ]);
  const ofDeployments = deployments.map((deploymentId: string) => [
    send(engine, 'GetDeployment', { deploymentId }),
    ...targetsOf(engine, deploymentId).map(
      (targetId) =>
        engine.handle(awsRequest('CodeDeploy_20141006.GetDeploymentTarget', { deploymentId, targetId })).body,
    ),
  ]);
  const ofInstances = instanceNames.map((instanceName: string) =>
    send(engine, 'GetOnPremisesInstance', { instanceName }),
  );
  return JSON.stringify([ofApplications, ofDeployments, deploymentConfigsList, ofInstances]);
}
