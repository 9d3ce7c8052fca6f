import { Rig } from './rig.ts';

const TRAFFIC = { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' };
const LISTENER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/80';

/** Waits for a person for two hours, and then half an hour before the original goes. */
const WAITS = {
  deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 120 },
  terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 30 },
};

/** The core over an engine with CodeDeploy applications, and deployments to them. */
export class DeploymentRig {
  readonly rig: Rig;

  constructor(rig: Rig) {
    this.rig = rig;
  }

  static async open(options: Parameters<typeof Rig.open>[0] = {}): Promise<DeploymentRig> {
    return new DeploymentRig(await Rig.open(options));
  }

  group(application: string, more: object = {}, deploymentGroupName = 'prod'): void {
    this.rig.deploys('CreateDeploymentGroup', {
      applicationName: application,
      deploymentGroupName,
      serviceRoleArn: 'arn:aws:iam::123456789012:role/deploy',
      ...more,
    });
  }

  /** The application `web`, whose group `prod` means so many machines, in place. */
  machines(count: number, more: object = {}): void {
    const { rig } = this;
    rig.deploys('CreateApplication', { applicationName: 'web', computePlatform: 'Server' });
    this.group('web', { ec2TagFilters: [{ Key: 'role', Value: 'web', Type: 'KEY_AND_VALUE' }], ...more });
    const ids = Array.from({ length: count }, (_, index) => `i-${String(index).padStart(4, '0')}`);
    rig.engine.world.fleet.replace(ids.map((id) => ({ id, tags: { role: 'web' } })));
  }

  /** The same with so many machines that are to be replaced by as many others. */
  blueGreen(count: number): void {
    this.machines(count, {
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      deploymentStyle: TRAFFIC,
      loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
      blueGreenDeploymentConfiguration: { ...WAITS, greenFleetProvisioningOption: { action: 'DISCOVER_EXISTING' } },
    });
    const { fleet } = this.rig.engine.world;
    const green = Array.from({ length: count }, (_, index) => ({ id: `g-${index}`, tags: { color: 'green' } }));
    fleet.add(green);
  }

  lambda(more: object = {}): void {
    this.rig.deploys('CreateApplication', { applicationName: 'quotes', computePlatform: 'Lambda' });
    this.group('quotes', {
      deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
      deploymentStyle: TRAFFIC,
      ...more,
    });
  }

  ecs(): void {
    this.rig.deploys('CreateApplication', { applicationName: 'shop', computePlatform: 'ECS' });
    this.group('shop', {
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      deploymentStyle: TRAFFIC,
      ecsServices: [{ clusterName: 'shop', serviceName: 'web' }],
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'web-1' }, { name: 'web-2' }],
            prodTrafficRoute: { listenerArns: [LISTENER] },
          },
        ],
      },
      blueGreenDeploymentConfiguration: WAITS,
    });
  }

  /** Makes a deployment, and lets so many seconds pass. */
  deploy(application: string, revision: object, more: object = {}, seconds = 10): string {
    const { deploymentId } = this.rig.deploys('CreateDeployment', {
      applicationName: application,
      deploymentGroupName: 'prod',
      revision,
      ...more,
    });
    this.rig.elapse(seconds);
    return deploymentId as string;
  }

  status(deploymentId: string): unknown {
    return (this.rig.deploys('GetDeployment', { deploymentId }).deploymentInfo as { status: unknown }).status;
  }
}

/** What is deployed to machines. */
export function bundle(key: string): object {
  return { revisionType: 'S3', s3Location: { bucket: 'artifacts', key, bundleType: 'zip' } };
}

/** The machines that take over. */
export const GREEN = { targetInstances: { tagFilters: [{ Key: 'color', Value: 'green', Type: 'KEY_AND_VALUE' }] } };

export function functionVersion(version: number): object {
  const properties = {
    ...{ Name: 'quotes', Alias: 'live' },
    ...{ CurrentVersion: String(version - 1), TargetVersion: String(version) },
  };
  return appSpec([{ quotes: { Type: 'AWS::Lambda::Function', Properties: properties } }]);
}

export function taskDefinition(name: string): object {
  const properties = { TaskDefinition: name, LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } };
  return appSpec([{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }]);
}

function appSpec(resources: readonly object[]): object {
  const content = JSON.stringify({ version: 0, Resources: resources });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}
