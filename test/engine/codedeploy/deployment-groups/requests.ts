/** Parts of what groups are told. */
export const BLUE_GREEN = { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' };

export const LAMBDA = { deploymentStyle: BLUE_GREEN };

export function blueGreen(ready: object = {}, termination: object = {}) {
  return {
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0, ...ready },
      terminateBlueInstancesOnDeploymentSuccess: {
        action: 'TERMINATE',
        terminationWaitTimeInMinutes: 5,
        ...termination,
      },
    },
  };
}

export const PAIR = {
  targetGroups: [{ name: 'blue' }, { name: 'green' }],
  prodTrafficRoute: { listenerArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/lb/1/2'] },
};

/** All that a group on ECS needs. */
export function ecs(serviceName = 'api', clusterName: string | undefined = 'main') {
  return {
    deploymentStyle: BLUE_GREEN,
    ...blueGreen(),
    ecsServices: [{ serviceName, clusterName }],
    loadBalancerInfo: { targetGroupPairInfoList: [PAIR] },
  };
}

export const trigger = (triggerName: string, topic = triggerName, more: object = {}) => ({
  triggerName,
  triggerTargetArn: `arn:aws:sns:us-east-1:123456789012:${topic}`,
  triggerEvents: ['DeploymentFailure'],
  ...more,
});

export const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => item(i));

export const keyOnly = (Key: string) => ({ Key, Type: 'KEY_ONLY' });
