import type { Agenda } from '../agenda.ts';
import type { RegionServices, World } from '../world.ts';
import type { Applications } from './applications/applications.ts';
import type { DeploymentConfigs } from './deployment-configs/deployment-configs.ts';
import type { DeploymentEvents } from './deployments/deployment-events.ts';
import type { Deployments } from './deployments/deployments.ts';
import type { OnPremisesInstances } from './on-premises/on-premises-instances.ts';
import type { Hosts } from './targets/hosts.ts';
import type { TaskSet } from './targets/target.ts';

/** What everything in this service works with: one account and region, time, chance and what there is to deploy to. */
export interface CodeDeployContext {
  readonly world: World;
  readonly services: RegionServices;
  readonly agenda: Agenda;
  readonly applications: Applications;
  readonly configs: DeploymentConfigs;
  readonly deployments: Deployments;
  readonly events: DeploymentEvents;
  readonly hosts: Hosts;
  /** The tasks that serve for a deployment group, by its id. */
  readonly servingTasks: Map<string, TaskSet>;
  readonly onPremises: OnPremisesInstances;
}
