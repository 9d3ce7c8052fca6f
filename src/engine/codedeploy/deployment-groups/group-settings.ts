import type { TagFilter } from '../../../rules/deployments/tag-filter.ts';

export interface DeploymentStyle {
  readonly deploymentType?: 'IN_PLACE' | 'BLUE_GREEN';
  readonly deploymentOption?: 'WITH_TRAFFIC_CONTROL' | 'WITHOUT_TRAFFIC_CONTROL';
}

export interface AutoRollbackConfiguration {
  readonly enabled?: boolean;
  readonly events?: readonly ('DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST')[];
}

export interface AlarmConfiguration {
  readonly enabled?: boolean;
  readonly ignorePollAlarmFailure?: boolean;
  readonly alarms?: readonly { readonly name?: string }[];
}

export interface TriggerConfig {
  readonly triggerName?: string;
  readonly triggerTargetArn?: string;
  readonly triggerEvents?: readonly string[];
}

export interface BlueGreenDeploymentConfiguration {
  readonly terminateBlueInstancesOnDeploymentSuccess?: {
    readonly action?: 'TERMINATE' | 'KEEP_ALIVE';
    readonly terminationWaitTimeInMinutes?: number;
  };
  readonly deploymentReadyOption?: {
    readonly actionOnTimeout?: 'CONTINUE_DEPLOYMENT' | 'STOP_DEPLOYMENT';
    readonly waitTimeInMinutes?: number;
  };
  readonly greenFleetProvisioningOption?: { readonly action?: 'DISCOVER_EXISTING' | 'COPY_AUTO_SCALING_GROUP' };
}

export interface TargetGroupPairInfo {
  readonly targetGroups?: readonly { readonly name?: string }[];
  readonly prodTrafficRoute?: { readonly listenerArns?: readonly string[] };
  readonly testTrafficRoute?: { readonly listenerArns?: readonly string[] };
}

export interface LoadBalancerInfo {
  readonly elbInfoList?: readonly { readonly name?: string }[];
  readonly targetGroupInfoList?: readonly { readonly name?: string }[];
  readonly targetGroupPairInfoList?: readonly TargetGroupPairInfo[];
}

export interface EcsService {
  readonly serviceName?: string;
  readonly clusterName?: string;
}

/** What a deployment group is told, as the API has it; the answer of GetDeploymentGroup echoes it (spec 3.1). */
export interface GroupSettings {
  readonly deploymentConfigName: string;
  readonly serviceRoleArn: string;
  /** Any of these; ec2TagSet wants one of each of its lists. */
  readonly ec2TagFilters?: readonly TagFilter[];
  readonly ec2TagSet?: { readonly ec2TagSetList?: readonly (readonly TagFilter[])[] };
  readonly onPremisesInstanceTagFilters?: readonly TagFilter[];
  readonly onPremisesTagSet?: { readonly onPremisesTagSetList?: readonly (readonly TagFilter[])[] };
  /** Names. */
  readonly autoScalingGroups?: readonly string[];
  readonly ecsServices?: readonly EcsService[];
  readonly triggerConfigurations?: readonly TriggerConfig[];
  readonly alarmConfiguration?: AlarmConfiguration;
  readonly autoRollbackConfiguration?: AutoRollbackConfiguration;
  readonly outdatedInstancesStrategy?: 'UPDATE' | 'IGNORE';
  readonly deploymentStyle: Required<DeploymentStyle>;
  readonly blueGreenDeploymentConfiguration?: BlueGreenDeploymentConfiguration;
  readonly loadBalancerInfo?: LoadBalancerInfo;
  readonly terminationHookEnabled?: boolean;
}
