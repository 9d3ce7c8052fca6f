import type { ComputePlatform } from '../applications/application.ts';
import type { DeploymentConfig, MinimumHealthyHosts, TrafficRoutingConfig } from './deployment-config.ts';

/** How the names of AWS's own configurations begin; no other may begin so. */
export const RESERVED_PREFIX = 'CodeDeployDefault.';

type Facts = Pick<DeploymentConfig, 'minimumHealthyHosts' | 'trafficRoutingConfig'>;

/** Spec 3.2; the ones on Server are told apart by what must stay healthy. */
const TABLE: readonly (readonly [ComputePlatform, name: string, Facts])[] = [
  ['Server', 'OneAtATime', healthy('MOST_CONCURRENCY', 1)],
  ['Server', 'HalfAtATime', healthy('FLEET_PERCENT', 50)],
  ['Server', 'AllAtOnce', healthy('HOST_COUNT', 0)],
  ['Lambda', 'LambdaCanary10Percent5Minutes', canary(5)],
  ['Lambda', 'LambdaCanary10Percent10Minutes', canary(10)],
  ['Lambda', 'LambdaCanary10Percent15Minutes', canary(15)],
  ['Lambda', 'LambdaCanary10Percent30Minutes', canary(30)],
  ['Lambda', 'LambdaLinear10PercentEvery1Minute', linear(1)],
  ['Lambda', 'LambdaLinear10PercentEvery2Minutes', linear(2)],
  ['Lambda', 'LambdaLinear10PercentEvery3Minutes', linear(3)],
  ['Lambda', 'LambdaLinear10PercentEvery10Minutes', linear(10)],
  ['Lambda', 'LambdaAllAtOnce', allAtOnce()],
  ['ECS', 'ECSLinear10PercentEvery1Minutes', linear(1)],
  ['ECS', 'ECSLinear10PercentEvery3Minutes', linear(3)],
  ['ECS', 'ECSCanary10Percent5Minutes', canary(5)],
  ['ECS', 'ECSCanary10Percent15Minutes', canary(15)],
  ['ECS', 'ECSAllAtOnce', allAtOnce()],
];

/** AWS's own configurations; their ids count up, and nobody made them at any time (spec 9). */
export const PREDEFINED: readonly DeploymentConfig[] = TABLE.map(([computePlatform, name, facts], index) => ({
  deploymentConfigId: `00000000-0000-0000-0000-${String(index + 1).padStart(12, '0')}`,
  deploymentConfigName: RESERVED_PREFIX + name,
  computePlatform,
  ...facts,
}));

/** The configuration of a group or deployment that names none; that of Lambda and ECS is [R] (spec 3.2). */
export const DEFAULT_CONFIG: Readonly<Record<ComputePlatform, string>> = {
  Server: `${RESERVED_PREFIX}OneAtATime`,
  Lambda: `${RESERVED_PREFIX}LambdaAllAtOnce`,
  ECS: `${RESERVED_PREFIX}ECSAllAtOnce`,
};

function healthy(type: MinimumHealthyHosts['type'], value: number): Facts {
  return { minimumHealthyHosts: { type, value } };
}

function canary(canaryInterval: number): Facts {
  return routing({ type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage: 10, canaryInterval } });
}

function linear(linearInterval: number): Facts {
  return routing({ type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 10, linearInterval } });
}

function allAtOnce(): Facts {
  return routing({ type: 'AllAtOnce' });
}

function routing(trafficRoutingConfig: TrafficRoutingConfig): Facts {
  return { trafficRoutingConfig };
}
