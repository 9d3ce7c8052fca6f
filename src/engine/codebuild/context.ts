import type { RegionServices, World } from '../world.ts';
import type { Batches } from './batches/batches.ts';
import type { BuildStarts } from './builds/build-starts.ts';
import type { Builds } from './builds/builds.ts';
import type { RunningBuilds } from './builds/running-builds.ts';
import type { Projects } from './projects/projects.ts';
import type { ReportGroups } from './reports/report-groups.ts';

/** What everything in this service works with: one account and region, time, chance and what there is to build. */
export interface CodeBuildContext {
  readonly world: World;
  readonly services: RegionServices;
  readonly projects: Projects;
  readonly builds: Builds;
  readonly batches: Batches;
  readonly running: RunningBuilds;
  readonly starts: BuildStarts;
  readonly reportGroups: ReportGroups;
}
