import { Agenda } from '../agenda.ts';
import type { Operation, RegionServices, Service, World } from '../world.ts';
import { applicationOperations } from './applications/application-operations.ts';
import { Applications } from './applications/applications.ts';
import type { CodeDeployContext } from './context.ts';
import { configOperations } from './deployment-configs/config-operations.ts';
import { DeploymentConfigs } from './deployment-configs/deployment-configs.ts';
import { groupOperations } from './deployment-groups/group-operations.ts';
import { deployForPipeline, type PipelineDeployment } from './deployments/deploy-for-pipeline.ts';
import type { Deployment } from './deployments/deployment.ts';
import { DeploymentEvents } from './deployments/deployment-events.ts';
import { deploymentOperations } from './deployments/deployment-operations.ts';
import { Deployments } from './deployments/deployments.ts';
import { deployToScaledOut } from './deployments/scale-out.ts';
import { linkOperations } from './links/link-operations.ts';
import { onPremisesOperations } from './on-premises/instance-operations.ts';
import { OnPremisesInstances } from './on-premises/on-premises-instances.ts';
import { revisionOperations } from './revisions/revision-operations.ts';
import { tagOperations } from './tags/tag-operations.ts';
import { Hosts } from './targets/hosts.ts';
import { instanceOperations } from './targets/instance-operations.ts';
import { targetOperations } from './targets/target-operations.ts';

/** CodeDeploy in one account and region. */
export class CodeDeployService implements Service {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #context: CodeDeployContext;

  constructor(world: World, services: RegionServices) {
    this.#context = {
      world,
      services,
      agenda: new Agenda(),
      applications: new Applications(world),
      configs: new DeploymentConfigs(world),
      deployments: new Deployments(() => this.#context),
      events: new DeploymentEvents(world.journal, services),
      hosts: new Hosts(world.fleet),
      servingTasks: new Map(),
      onPremises: new OnPremisesInstances(world, services),
    };
    world.fleet.watch((added) => this.#context.agenda.run(() => deployToScaledOut(this.#context, added)));
    const table: Record<string, Operation> = {
      ...applicationOperations(this.#context),
      ...configOperations(this.#context),
      ...groupOperations(this.#context),
      ...revisionOperations(this.#context),
      ...deploymentOperations(this.#context),
      ...targetOperations(this.#context),
      ...instanceOperations(this.#context),
      ...onPremisesOperations(this.#context),
      ...tagOperations(this.#context),
      ...linkOperations(),
    };
    this.operations = Object.fromEntries(Object.entries(table).map(([name, run]) => [name, this.#settled(run)]));
  }

  /** Deploys for an action of a pipeline. Throws AwsError as CreateDeployment does. */
  deployForPipeline(request: PipelineDeployment): Deployment {
    return this.#context.agenda.run(() => deployForPipeline(this.#context, request));
  }

  /** What takes no time has happened when the operation answers. */
  #settled(operation: Operation): Operation {
    return (input, caller) => this.#context.agenda.run(() => operation(input, caller));
  }
}
