import { AwsError } from '../../aws-error.ts';
import type { DeploymentConfig, MinimumHealthyHosts, TrafficRoutingConfig, ZonalConfig } from './deployment-config.ts';
import type { ConfigRequest } from './deployment-configs.ts';

/** The longest time between the first and the last shift of traffic, in minutes. */
const LONGEST_SHIFT = 2880;

type Facts = Omit<DeploymentConfig, 'deploymentConfigId' | 'deploymentConfigName' | 'createTime'>;

/**
 * What a configuration is made of, if its platform can have that (spec 3.2). Throws
 * InvalidMinimumHealthyHostValueException, InvalidTrafficRoutingConfigurationException and
 * InvalidZonalDeploymentConfigurationException.
 */
export function checkConfig(request: ConfigRequest): Facts {
  const { computePlatform = 'Server', minimumHealthyHosts, trafficRoutingConfig, zonalConfig } = request;
  if (computePlatform === 'Server') {
    if (trafficRoutingConfig) {
      throw invalidRouting('Traffic routing configuration should be null for Server deployment configuration');
    }
    if (!minimumHealthyHosts) throw invalidHosts('minimum healthy hosts argument is missing');
    checkHosts(minimumHealthyHosts);
    if (zonalConfig) checkZones(zonalConfig);
    return { computePlatform, minimumHealthyHosts, zonalConfig: zonalConfig && withDefaults(zonalConfig) };
  }
  if (minimumHealthyHosts) {
    throw invalidHosts(`minimum healthy hosts should be null for ${computePlatform} deployment configuration`);
  }
  if (zonalConfig) throw invalidZones('Zonal deployments are only supported with EC2 deployments.');
  checkRouting(trafficRoutingConfig);
  return { computePlatform, trafficRoutingConfig };
}

function checkHosts({ type, value }: MinimumHealthyHosts): void {
  if (type === undefined || value === undefined) throw invalidHosts('minimum healthy hosts need a type and a value');
  if (type === 'FLEET_PERCENT' && (value < 0 || value >= 100)) {
    throw invalidHosts(
      'The value for the minimum healthy hosts with type of FLEET_PERCENT should be positive and less than 100',
    );
  }
  if (value < 0) {
    throw invalidHosts('The value for the minimum healthy hosts with type of HOST_COUNT should be positive');
  }
}

/** Spec 3.2: the block of its type must be there, and no other. */
function checkRouting(config: TrafficRoutingConfig | undefined): asserts config {
  if (config?.type === undefined) {
    throw invalidRouting(
      'Traffic routing configuration cannot be null nor empty for deployment configurations on this platform.',
    );
  }
  const { type, timeBasedCanary, timeBasedLinear } = config;
  checkBlock(type, 'TimeBasedCanary', timeBasedCanary);
  checkBlock(type, 'TimeBasedLinear', timeBasedLinear);
  if (timeBasedCanary) checkCanary(timeBasedCanary.canaryPercentage, timeBasedCanary.canaryInterval);
  if (timeBasedLinear) checkLinear(timeBasedLinear.linearPercentage, timeBasedLinear.linearInterval);
}

function checkBlock(type: string, own: string, block: object | undefined): void {
  if (type !== own && block) throw invalidRouting(`${own}Configuration should be null for ${type} type`);
  if (type === own && !block) throw invalidRouting(`${own}Configuration should not be null for ${type} type`);
}

function checkCanary(percentage: number | undefined, interval = 0): void {
  checkPercentage(percentage);
  if (interval < 1 || interval > LONGEST_SHIFT) {
    throw invalidRouting('Canary interval must be between 1 and 2880 minutes (2 days)');
  }
}

function checkLinear(percentage = 0, interval = 0): void {
  checkPercentage(percentage);
  if (interval < 1 || interval * Math.floor(100 / percentage) > LONGEST_SHIFT) {
    throw invalidRouting('Total Traffic shifting intervals must be positive integers up to 2880 minutes (2 days)');
  }
}

function checkPercentage(percentage = 0): void {
  if (percentage < 1 || percentage > 99) throw invalidRouting('Valid traffic routing percentage is from 1 to 99');
}

function checkZones(config: ZonalConfig): void {
  const { firstZoneMonitorDurationInSeconds = 0, monitorDurationInSeconds = 0, minimumHealthyHostsPerZone } = config;
  if (firstZoneMonitorDurationInSeconds < 0 || monitorDurationInSeconds < 0) {
    throw invalidZones('Monitor durations cannot be negative');
  }
  if (!minimumHealthyHostsPerZone) return;
  const { type, value } = minimumHealthyHostsPerZone;
  if (type === undefined || value === undefined) {
    throw invalidZones('minimum healthy hosts per zone need a type and a value');
  }
  if (value < 0 || (type === 'FLEET_PERCENT' && value >= 100)) {
    throw invalidZones(
      `The value of the 'Minimum health hosts per zone' setting when configured with a 'Type' value of '${type}' must be positive${type === 'FLEET_PERCENT' ? ' and less than 100' : ''}.`,
    );
  }
}

function withDefaults(config: ZonalConfig): ZonalConfig {
  return { minimumHealthyHostsPerZone: { type: 'FLEET_PERCENT', value: 0 }, ...config };
}

function invalidHosts(message: string): AwsError {
  return new AwsError('InvalidMinimumHealthyHostValueException', message);
}

function invalidRouting(message: string): AwsError {
  return new AwsError('InvalidTrafficRoutingConfigurationException', message);
}

function invalidZones(message: string): AwsError {
  return new AwsError('InvalidZonalDeploymentConfigurationException', message);
}
