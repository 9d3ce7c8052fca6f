import { Agenda } from '../agenda.ts';
import type { Operation, RegionServices, Service, World } from '../world.ts';
import { applicationOperations } from './applications/application-operations.ts';
import { Applications } from './applications/applications.ts';
import type { CodeDeployContext } from './context.ts';
import { configOperations } from './deployment-configs/config-operations.ts';
import { DeploymentConfigs } from './deployment-configs/deployment-configs.ts';
import { groupOperations } from './deployment-groups/group-operations.ts';
import { revisionOperations } from './revisions/revision-operations.ts';

/** CodeDeploy in one account and region. */
export class CodeDeployService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: CodeDeployContext;

  constructor(world: World, services: RegionServices) {
    this.#context = {
      world,
      services,
      agenda: new Agenda(),
      applications: new Applications(world, services),
      configs: new DeploymentConfigs(world),
    };
    const table: Record<string, Operation> = {
      ...applicationOperations(this.#context),
      ...configOperations(this.#context),
      ...groupOperations(this.#context),
      ...revisionOperations(this.#context),
    };
    this.operations = Object.fromEntries(Object.entries(table).map(([name, run]) => [name, this.#settled(run)]));
  }

  /** What takes no time has happened when the operation answers. */
  #settled(operation: Operation): Operation {
    return (input, caller) => this.#context.agenda.run(() => operation(input, caller));
  }
}
