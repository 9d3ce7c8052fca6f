import { AwsError } from '../../aws-error.ts';
import type { ComputePlatform } from '../applications/application.ts';
import type { BlueGreenDeploymentConfiguration, DeploymentStyle, GroupSettings } from './group-settings.ts';

/** Longest waits in minutes: for the way to be opened [R], and before the original instances end (spec 3.5, 8). */
const LONGEST_READY_WAIT: Readonly<Record<ComputePlatform, number>> = { Server: 2880, ECS: 7200, Lambda: 0 };
const LONGEST_TERMINATION_WAIT = 2880;

/** How a group is deployed to (spec 3.1). Throws InvalidDeploymentStyleException. */
export function checkStyle(platform: ComputePlatform, { deploymentType, deploymentOption }: DeploymentStyle): void {
  if (!deploymentType || !deploymentOption) {
    throw invalidStyle('Deployment type or deployment option cannot be null or empty');
  }
  const isControlled = deploymentOption === 'WITH_TRAFFIC_CONTROL';
  if (deploymentType === 'BLUE_GREEN' && !isControlled && platform !== 'Lambda') {
    throw invalidStyle('BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option');
  }
  if (platform !== 'Server' && (deploymentType !== 'BLUE_GREEN' || !isControlled)) {
    throw invalidStyle(
      `For ${platform.toUpperCase()} deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.`,
    );
  }
}

/** What happens to green and blue (spec 3.1, 3.9). Throws InvalidBlueGreenDeploymentConfigurationException. */
export function checkBlueGreen(platform: ComputePlatform, settings: GroupSettings): void {
  const { blueGreenDeploymentConfiguration: config, autoScalingGroups = [] } = settings;
  if (!config) {
    if (platform !== 'ECS') return;
    throw invalidBlueGreen('For ECS deployment group, blueGreenDeploymentConfiguration must be specified'); // [D]
  }
  if (platform === 'Lambda') {
    throw invalidBlueGreen('For Lambda deployment group, blueGreenDeploymentConfiguration can not be specified');
  }
  checkReadyOption(platform, config.deploymentReadyOption);
  checkTermination(config.terminateBlueInstancesOnDeploymentSuccess);
  if (config.greenFleetProvisioningOption?.action === 'COPY_AUTO_SCALING_GROUP' && autoScalingGroups.length !== 1) {
    throw invalidBlueGreen(
      'Exactly one AutoScaling group must be specified when selecting the COPY_AUTO_SCALING_GROUP green fleet provisioning option.',
    );
  }
}

function checkReadyOption(
  platform: ComputePlatform,
  option: BlueGreenDeploymentConfiguration['deploymentReadyOption'],
): void {
  if (!option) throw invalidBlueGreen('Deployment ready option cannot be null for blue green deployment');
  const { actionOnTimeout = 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: wait = 0 } = option;
  const longest = LONGEST_READY_WAIT[platform];
  if (wait < 0 || wait > longest) {
    throw invalidBlueGreen(`Timeout for deployment ready must be between 0 and ${longest} minutes`);
  }
  if (actionOnTimeout === 'STOP_DEPLOYMENT' && wait === 0) {
    throw invalidBlueGreen(
      'Deployment ready action cannot be set to STOP_DEPLOYMENT when timeout is set to 0 minutes.',
    );
  }
  if (actionOnTimeout === 'CONTINUE_DEPLOYMENT' && wait > 0) {
    throw invalidBlueGreen("Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified");
  }
}

function checkTermination(option: BlueGreenDeploymentConfiguration['terminateBlueInstancesOnDeploymentSuccess']): void {
  if (!option) {
    throw invalidBlueGreen(
      'Terminate blue instances on deployment success behaviour cannot be set to null for Blue Green deployments',
    );
  }
  const { terminationWaitTimeInMinutes: wait = 0 } = option;
  if (wait > LONGEST_TERMINATION_WAIT) {
    throw invalidBlueGreen('Timeout for instance termination cannot be more than 2 days');
  }
  if (wait < 0) throw invalidBlueGreen('Timeout for instance termination cannot be negative');
}

function invalidStyle(message: string): AwsError {
  return new AwsError('InvalidDeploymentStyleException', message);
}

function invalidBlueGreen(message: string): AwsError {
  return new AwsError('InvalidBlueGreenDeploymentConfigurationException', message);
}
