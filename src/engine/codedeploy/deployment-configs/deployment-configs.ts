import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import { checkedName } from '../names.ts';
import { checkConfig } from './config-checks.ts';
import type { DeploymentConfig } from './deployment-config.ts';
import { PREDEFINED, RESERVED_PREFIX } from './predefined-configs.ts';

const MOST_CUSTOM = 200;

export type ConfigRequest = Partial<Omit<DeploymentConfig, 'deploymentConfigId' | 'createTime'>>;

/** The deployment configurations of one account and region: AWS's own and those that were made (spec 3.2). */
export class DeploymentConfigs {
  readonly #world: World;
  readonly #custom = new Map<string, DeploymentConfig>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Throws DeploymentConfigNameRequiredException, InvalidDeploymentConfigNameException and DeploymentConfigDoesNotExistException. */
  find(name: string | undefined): DeploymentConfig {
    const checked = checkedName('DeploymentConfigName', name);
    const config =
      this.#custom.get(checked) ?? PREDEFINED.find(({ deploymentConfigName }) => deploymentConfigName === checked);
    if (!config) {
      const message = `No Deployment Configuration found for name: ${name}`; // [R]
      throw new AwsError('DeploymentConfigDoesNotExistException', message);
    }
    return config;
  }

  names(): Iterable<string> {
    return [...PREDEFINED.map(({ deploymentConfigName }) => deploymentConfigName), ...this.#custom.keys()];
  }

  /** CreateDeploymentConfig. Throws what the checks throw, and errors of the name and of the number. */
  create(request: ConfigRequest): DeploymentConfig {
    const name = checkedName('DeploymentConfigName', request.deploymentConfigName);
    if (name.startsWith(RESERVED_PREFIX)) {
      const message = `The prefix ${RESERVED_PREFIX} is reserved for predefined configuration names`;
      throw new AwsError('InvalidDeploymentConfigNameException', message);
    }
    if (this.#custom.has(name)) {
      const message = `Deployment configuration ${name} already exists.`;
      throw new AwsError('DeploymentConfigAlreadyExistsException', message);
    }
    const facts = checkConfig(request);
    if (this.#custom.size >= MOST_CUSTOM) {
      const message = `There can only be up to ${MOST_CUSTOM} custom deployment configurations in a region`;
      throw new AwsError('DeploymentConfigLimitExceededException', message);
    }
    const config: DeploymentConfig = {
      deploymentConfigId: this.#world.random.uuid(),
      deploymentConfigName: name,
      createTime: this.#world.clock.now(),
      ...facts,
    };
    this.#custom.set(name, config);
    return config;
  }

  /**
   * DeleteDeploymentConfig: an unknown name is no error [D]. Throws InvalidOperationException for AWS's own and
   * DeploymentConfigInUseException where a group has it.
   */
  delete(name: string | undefined, isInUse: (name: string) => boolean): void {
    const checked = checkedName('DeploymentConfigName', name);
    if (checked.startsWith(RESERVED_PREFIX)) {
      throw new AwsError('InvalidOperationException', `The deployment configuration ${checked} cannot be deleted`);
    }
    if (this.#custom.has(checked) && isInUse(checked)) {
      throw new AwsError('DeploymentConfigInUseException', `The deployment configuration ${checked} is in use`);
    }
    this.#custom.delete(checked);
  }
}
