import type { ComputePlatform } from '../applications/application.ts';

export interface MinimumHealthyHosts {
  /** MOST_CONCURRENCY, which no SDK knows and nobody can set, is that of CodeDeployDefault.OneAtATime (spec 3.2). */
  readonly type?: 'HOST_COUNT' | 'FLEET_PERCENT' | 'MOST_CONCURRENCY';
  readonly value?: number;
}

/** Percentages, and intervals in minutes. */
export interface TrafficRoutingConfig {
  readonly type?: 'TimeBasedCanary' | 'TimeBasedLinear' | 'AllAtOnce';
  readonly timeBasedCanary?: { readonly canaryPercentage?: number; readonly canaryInterval?: number };
  readonly timeBasedLinear?: { readonly linearPercentage?: number; readonly linearInterval?: number };
}

export interface ZonalConfig {
  readonly firstZoneMonitorDurationInSeconds?: number;
  readonly monitorDurationInSeconds?: number;
  readonly minimumHealthyHostsPerZone?: { readonly type?: 'HOST_COUNT' | 'FLEET_PERCENT'; readonly value?: number };
}

/** How fast a deployment goes on, and what must stay healthy meanwhile (spec 3.2). */
export interface DeploymentConfig {
  readonly deploymentConfigId: string;
  readonly deploymentConfigName: string;
  readonly computePlatform: ComputePlatform;
  /** Epoch milliseconds; absent: one of AWS's own. */
  readonly createTime?: number;
  /** On Server. */
  readonly minimumHealthyHosts?: MinimumHealthyHosts;
  /** On Server. */
  readonly zonalConfig?: ZonalConfig;
  /** On Lambda and ECS. */
  readonly trafficRoutingConfig?: TrafficRoutingConfig;
}
