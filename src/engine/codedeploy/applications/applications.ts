import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import { checkedName } from '../names.ts';
import { RegisteredRevisions } from '../revisions/registered-revisions.ts';
import type { Tag } from '../tags/tag.ts';
import type { Application, ComputePlatform } from './application.ts';

const MOST_APPLICATIONS = 1000;

/** The applications of one account and region (spec 3.1). */
export class Applications {
  readonly #world: World;
  readonly #applications = new Map<string, Application>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Throws ApplicationNameRequiredException, InvalidApplicationNameException and ApplicationDoesNotExistException. */
  find(name: string | undefined): Application {
    const application = this.#applications.get(checkedName('ApplicationName', name));
    if (!application) {
      const message = `The application ${name} does not exist with the user or AWS account.`; // [R]
      throw new AwsError('ApplicationDoesNotExistException', message);
    }
    return application;
  }

  get(name: string): Application | undefined {
    return this.#applications.get(name);
  }

  names(): Iterable<string> {
    return this.#applications.keys();
  }

  list(): Iterable<Application> {
    return this.#applications.values();
  }

  /** CreateApplication. Throws ApplicationAlreadyExistsException and ApplicationLimitExceededException beside errors of the name. */
  create(name: string | undefined, computePlatform: ComputePlatform, tags: readonly Tag[]): Application {
    const checked = this.#newName(name);
    if (this.#applications.size >= MOST_APPLICATIONS) {
      const message = `There can only be up to ${MOST_APPLICATIONS} applications in a region`;
      throw new AwsError('ApplicationLimitExceededException', message);
    }
    const application: Application = {
      id: this.#world.random.uuid(),
      name: checked,
      computePlatform,
      createTime: this.#world.clock.now(),
      tags,
      groups: new Map(),
      revisions: new RegisteredRevisions(),
    };
    this.#applications.set(checked, application);
    return application;
  }

  /** UpdateApplication: another name for the same application, whose id and groups stay (spec 3.1). */
  rename(application: Application, newName: string): void {
    if (newName === application.name) return;
    const checked = this.#newName(newName);
    this.#applications.delete(application.name);
    application.name = checked;
    this.#applications.set(checked, application);
  }

  /** DeleteApplication: with its groups and revisions; an unknown name is no error (spec 3.1). Gives what there was. */
  delete(name: string | undefined): Application | undefined {
    const application = this.#applications.get(checkedName('ApplicationName', name));
    if (application) this.#applications.delete(application.name);
    return application;
  }

  #newName(name: string | undefined): string {
    const checked = checkedName('ApplicationName', name);
    if (this.#applications.has(checked)) {
      throw new AwsError('ApplicationAlreadyExistsException', `Application ${checked} already exists.`);
    }
    return checked;
  }
}
