import { AwsError } from '../../aws-error.ts';
import type { ComputePlatform } from '../applications/application.ts';
import type { GroupSettings, LoadBalancerInfo, TargetGroupPairInfo } from './group-settings.ts';

/** It also catches ARNs (spec 3.1). */
const LONGEST_TARGET_GROUP_NAME = 32;

/** What takes traffic away and gives it back (spec 3.1). Throws InvalidLoadBalancerInfoException and InvalidTargetGroupPairException. */
export function checkLoadBalancers(platform: ComputePlatform, settings: GroupSettings): void {
  const { loadBalancerInfo = {}, deploymentStyle } = settings;
  const { elbInfoList = [], targetGroupInfoList = [], targetGroupPairInfoList = [] } = loadBalancerInfo;
  if (elbInfoList.some(({ name }) => !name)) throw invalid('A load balancer needs a name');
  for (const { name } of targetGroupInfoList) checkTargetGroup(name, 'targetGroupInfoList');
  for (const pair of targetGroupPairInfoList) checkPair(pair);
  if (platform === 'ECS') checkForEcs(loadBalancerInfo);
  const count = elbInfoList.length + targetGroupInfoList.length + targetGroupPairInfoList.length;
  if (platform === 'Server' && deploymentStyle.deploymentOption === 'WITH_TRAFFIC_CONTROL' && count === 0) {
    throw invalid(
      'The deploymentOption value is set to WITH_TRAFFIC_CONTROL, but no load balancer or target group has been specified in loadBalancerInfo.',
    );
  }
}

/** ECS shifts traffic from one target group of a pair to the other, and knows nothing else (spec 3.11). */
function checkForEcs({ elbInfoList = [], targetGroupInfoList = [], targetGroupPairInfoList = [] }: LoadBalancerInfo) {
  const prefix = 'For ECS deployment group, loadBalancerInfo must';
  if (elbInfoList.length > 0) throw invalid(`${prefix} not contain elbInfo list`);
  if (targetGroupInfoList.length > 0) throw invalid(`${prefix} not contain targetGroupInfo list`); // [D]
  if (targetGroupPairInfoList.length !== 1) throw invalid(`${prefix} contain one targetGroupPairInfo`); // [D]
}

/** [R] */
function checkPair({ targetGroups = [], prodTrafficRoute, testTrafficRoute }: TargetGroupPairInfo): void {
  if (targetGroups.length !== 2) throw invalidPair('A target group pair has two target groups');
  for (const { name } of targetGroups) checkTargetGroup(name, 'targetGroupPairInfoList');
  if (targetGroups[0]!.name === targetGroups[1]!.name) throw invalidPair('The target groups of a pair must differ');
  if (prodTrafficRoute?.listenerArns?.length !== 1) {
    throw invalidPair('The production traffic route of a target group pair has one listener');
  }
  if (testTrafficRoute && testTrafficRoute.listenerArns?.length !== 1) {
    throw invalidPair('The test traffic route of a target group pair has one listener');
  }
}

function checkTargetGroup(name: string | undefined, list: string): void {
  if (!name) throw invalid(`A target group in ${list} needs a name`);
  if (name.length > LONGEST_TARGET_GROUP_NAME) {
    throw invalid(
      `The target group name ${name} specified in ${list} exceeds the maximum allowed length of ${LONGEST_TARGET_GROUP_NAME} characters.`,
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidLoadBalancerInfoException', message);
}

function invalidPair(message: string): AwsError {
  return new AwsError('InvalidTargetGroupPairException', message);
}
