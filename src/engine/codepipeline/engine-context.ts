import type { Agenda } from '../agenda.ts';
import type { RegionServices, World } from '../world.ts';
import type { ActionTypes } from './action-types/action-types.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { PipelineEvents } from './views/events.ts';

/** What everything in this service works with: one account and region, time, chance and the journal. */
export interface EngineContext {
  readonly world: World;
  readonly services: RegionServices;
  readonly agenda: Agenda;
  readonly events: PipelineEvents;
  readonly actionTypes: ActionTypes;
  readonly jobs: Jobs;
}
