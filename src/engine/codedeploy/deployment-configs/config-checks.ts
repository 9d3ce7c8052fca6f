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
      throw invalidRouting('traffic routing config should be null for Server deployment configuration');
    }
    if (!minimumHealthyHosts) throw invalidHosts('minimum healthy hosts argument is missing');
    checkHosts(minimumHealthyHosts);
    if (zonalConfig) checkZones(zonalConfig);
    return { computePlatform, minimumHealthyHosts, zonalConfig: zonalConfig && withDefaults(zonalConfig) };
  }
  if (minimumHealthyHosts) {
    throw invalidHosts(`minimum healthy hosts should be null for ${computePlatform} deployment configuration`);
  }
  if (zonalConfig) throw invalidZones(`zonal config should be null for ${computePlatform} deployment configuration`);
  if (!trafficRoutingConfig) throw invalidRouting('traffic routing config argument is missing');
  checkRouting(trafficRoutingConfig);
  return { computePlatform, trafficRoutingConfig };
}

function checkHosts({ type, value }: MinimumHealthyHosts): void {
  if (type === undefined || value === undefined) throw invalidHosts('minimum healthy hosts need a type and a value');
  if (type === 'FLEET_PERCENT' && !(value >= 0 && value < 100)) {
    throw invalidHosts(
      'The value for the minimum healthy hosts with type of FLEET_PERCENT should be positive and less than 100',
    );
  }
  if (value < 0) {
    throw invalidHosts('The value for the minimum healthy hosts with type of HOST_COUNT should be positive');
  }
}

/** A block belongs to its type: no other may be there, and AllAtOnce has none. */
function checkRouting({ type, timeBasedCanary, timeBasedLinear }: TrafficRoutingConfig): void {
  if (type === undefined) throw invalidRouting('traffic routing config needs a type');
  if ((type === 'TimeBasedCanary') !== (timeBasedCanary !== undefined)) {
    throw invalidRouting('timeBasedCanary must be there for the type TimeBasedCanary, and for no other');
  }
  if ((type === 'TimeBasedLinear') !== (timeBasedLinear !== undefined)) {
    throw invalidRouting('timeBasedLinear must be there for the type TimeBasedLinear, and for no other');
  }
  if (timeBasedCanary) checkCanary(timeBasedCanary);
  if (timeBasedLinear) checkLinear(timeBasedLinear);
}

function checkCanary({ canaryPercentage, canaryInterval = 0 }: NonNullable<TrafficRoutingConfig['timeBasedCanary']>) {
  checkPercentage('Canary', canaryPercentage);
  if (!(canaryInterval >= 1 && canaryInterval <= LONGEST_SHIFT)) {
    throw invalidRouting('Canary interval must be between 1 and 2880 minutes (2 days)');
  }
}

function checkLinear({ linearPercentage, linearInterval = 0 }: NonNullable<TrafficRoutingConfig['timeBasedLinear']>) {
  checkPercentage('Linear', linearPercentage);
  const total = linearInterval * Math.floor(100 / linearPercentage!);
  if (!(linearInterval >= 1 && total <= LONGEST_SHIFT)) {
    throw invalidRouting('Total Traffic shifting intervals must be positive integers up to 2880 minutes (2 days)');
  }
}

function checkPercentage(what: string, value = 0): void {
  if (!(value >= 1 && value <= 99)) throw invalidRouting(`${what} percentage must be between 1 and 99`);
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
    throw invalidZones(`The value for the minimum healthy hosts per zone with type of ${type} is out of range`);
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
