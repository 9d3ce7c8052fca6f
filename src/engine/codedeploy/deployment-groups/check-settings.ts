import { AwsError } from '../../aws-error.ts';
import type { Application, ComputePlatform } from '../applications/application.ts';
import type { CodeDeployContext } from '../context.ts';
import type { DeploymentConfig } from '../deployment-configs/deployment-config.ts';
import type { EcsService, GroupSettings } from './group-settings.ts';
import { checkLoadBalancers } from './load-balancer-checks.ts';
import { checkBlueGreen, checkStyle } from './style-checks.ts';
import { checkTagFilters } from './tag-filter-checks.ts';
import { checkAlarms, checkAutoRollback, checkTriggers, hasTwice } from './watch-checks.ts';

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;
const MOST_AUTO_SCALING_GROUPS = 10;

/** What a group cannot have on a platform, and what that is called (spec 3.1). */
const FOREIGN: Readonly<Record<ComputePlatform, Partial<Record<keyof GroupSettings, string>>>> = {
  Server: {},
  ECS: {
    ec2TagFilters: 'InvalidEC2TagException',
    ec2TagSet: 'InvalidEC2TagException',
    onPremisesInstanceTagFilters: 'InvalidTagException',
    onPremisesTagSet: 'InvalidTagException',
    autoScalingGroups: 'InvalidAutoScalingGroupException',
  },
  Lambda: {
    ec2TagFilters: 'InvalidEC2TagException',
    ec2TagSet: 'InvalidEC2TagException',
    onPremisesInstanceTagFilters: 'InvalidTagException',
    onPremisesTagSet: 'InvalidTagException',
    autoScalingGroups: 'InvalidAutoScalingGroupException',
    ecsServices: 'InvalidECSServiceException',
    loadBalancerInfo: 'InvalidLoadBalancerInfoException',
  },
};

/** Whether a group of this application can be told this (spec 3.1); throws the exception of the first rule that it breaks. */
export function checkSettings(context: CodeDeployContext, application: Application, settings: GroupSettings): void {
  const { computePlatform: platform } = application;
  if (!ROLE.test(settings.serviceRoleArn)) {
    throw new AwsError('InvalidRoleException', `The role ARN ${settings.serviceRoleArn} is not valid`);
  }
  configFor(context, platform, settings.deploymentConfigName);
  checkForeign(platform, settings);
  checkTagFilters(settings);
  checkAutoScalingGroups(settings.autoScalingGroups);
  checkStyle(platform, settings.deploymentStyle);
  checkBlueGreen(platform, settings);
  checkLoadBalancers(platform, settings);
  if (platform === 'ECS') checkServices(settings.ecsServices);
  checkTriggers(context.services.region, settings.triggerConfigurations);
  checkAlarms(settings.alarmConfiguration);
  checkAutoRollback(settings.autoRollbackConfiguration);
}

/** The configuration, if a deployment on this platform can go by it. Throws like the lookup, and InvalidDeploymentConfigNameException [D]. */
export function configFor({ configs }: CodeDeployContext, platform: ComputePlatform, name: string): DeploymentConfig {
  const config = configs.find(name);
  if (config.computePlatform !== platform) {
    throw new AwsError(
      'InvalidDeploymentConfigNameException',
      `Compute platform of deployment config ${name} does not match expected compute platform, correct compute platform should be ${platform}.`,
    );
  }
  return config;
}

function checkForeign(platform: ComputePlatform, settings: GroupSettings): void {
  const { ecsServices = [], loadBalancerInfo } = settings;
  const pairs = loadBalancerInfo?.targetGroupPairInfoList ?? [];
  if (platform === 'Server' && ecsServices.length + pairs.length > 0) {
    throw new AwsError(
      'InvalidInputException',
      'Server Deployment Groups should not define a value for ecsServices, eksClusters, or targetGroupPairInfoList',
    );
  }
  for (const [member, exception] of Object.entries(FOREIGN[platform])) {
    if (settings[member as keyof GroupSettings] === undefined) continue;
    throw new AwsError(exception, `For ${platform.toUpperCase()} deployment group, ${member} can not be specified`);
  }
}

/** Groups that are not in the fleet are taken as they come: there is nothing in them [D]. */
function checkAutoScalingGroups(names: readonly string[] = []): void {
  const invalid = (message: string) => new AwsError('InvalidAutoScalingGroupException', message);
  if (names.length > MOST_AUTO_SCALING_GROUPS) {
    throw invalid(`A deployment group can have at most ${MOST_AUTO_SCALING_GROUPS} Auto Scaling groups`);
  }
  if (names.includes('')) throw invalid('An Auto Scaling group needs a name');
  if (hasTwice(names)) throw invalid('An Auto Scaling group can be named only once');
}

/** [R] */
function checkServices(services: readonly EcsService[] = []): void {
  if (services.length !== 1 || !services[0]!.serviceName) {
    throw new AwsError('InvalidECSServiceException', 'An ECS deployment group has one ECS service, which has a name');
  }
}
