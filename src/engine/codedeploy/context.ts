import type { Agenda } from '../agenda.ts';
import type { RegionServices, World } from '../world.ts';
import type { Applications } from './applications/applications.ts';
import type { DeploymentConfigs } from './deployment-configs/deployment-configs.ts';

/** What everything in this service works with: one account and region, time, chance and what there is to deploy to. */
export interface CodeDeployContext {
  readonly world: World;
  readonly services: RegionServices;
  readonly agenda: Agenda;
  readonly applications: Applications;
  readonly configs: DeploymentConfigs;
}
