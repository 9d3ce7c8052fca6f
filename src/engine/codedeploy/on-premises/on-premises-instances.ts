import { AwsError } from '../../aws-error.ts';
import type { RegionServices, World } from '../../world.ts';
import { checkedName } from '../names.ts';
import { checkIamArns, type IamArns } from './iam-arns.ts';
import type { OnPremisesInstance } from './on-premises-instance.ts';

/** The on-premises instances of one account and region (spec 3.1). */
export class OnPremisesInstances {
  readonly #world: World;
  readonly #services: RegionServices;
  readonly #instances = new Map<string, OnPremisesInstance>();

  constructor(world: World, services: RegionServices) {
    this.#world = world;
    this.#services = services;
  }

  /** Also one that was deregistered. Throws InstanceNameRequiredException, InvalidInstanceNameException and InstanceNotRegisteredException. */
  find(name: string | undefined): OnPremisesInstance {
    const checked = checkedName('InstanceName', name);
    const instance = this.#instances.get(checked);
    if (!instance) throw notRegistered(checked);
    return instance;
  }

  /** Only one that is registered now. Throws like {@link find}. */
  findRegistered(name: string | undefined): OnPremisesInstance {
    const instance = this.find(name);
    if (instance.deregisterTime !== undefined) throw notRegistered(instance.instanceName);
    return instance;
  }

  get(name: string): OnPremisesInstance | undefined {
    return this.#instances.get(name);
  }

  list(): Iterable<OnPremisesInstance> {
    return this.#instances.values();
  }

  /**
   * RegisterOnPremisesInstance. A name that was deregistered may be registered again, and begins anew [D]. Throws
   * what {@link checkIamArns} throws, and errors of the name.
   */
  register(name: string | undefined, arns: IamArns): void {
    const instanceName = checkedName('InstanceName', name);
    const registered = [...this.#instances.values()].filter(({ deregisterTime }) => deregisterTime === undefined);
    if (registered.some((instance) => instance.instanceName === instanceName)) {
      const message = `The on-premises instance name ${instanceName} is already registered`;
      throw new AwsError('InstanceNameAlreadyRegisteredException', message);
    }
    checkIamArns(arns, registered);
    const { account, region } = this.#services;
    const suffix = this.#world.random.alphanumeric(10);
    this.#instances.set(instanceName, {
      instanceName,
      ...arns,
      instanceArn: `arn:aws:codedeploy:${region}:${account}:instance:${instanceName}_${suffix}`,
      registerTime: this.#world.clock.now(),
      tags: [],
    });
  }

  /** DeregisterOnPremisesInstance: the record is kept; an unknown name is no error. */
  deregister(name: string | undefined): void {
    const instance = this.#instances.get(checkedName('InstanceName', name));
    if (instance) instance.deregisterTime ??= this.#world.clock.now();
  }
}

function notRegistered(name: string): AwsError {
  return new AwsError('InstanceNotRegisteredException', `The on-premises instance ${name} is not registered`);
}
