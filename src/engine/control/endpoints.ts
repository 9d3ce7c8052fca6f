import { alarms } from './alarms.ts';
import { behaviors } from './behaviors.ts';
import { clock } from './clock.ts';
import type { Endpoint } from './endpoint.ts';
import { events } from './events.ts';
import { faults } from './faults.ts';
import { fleet } from './fleet.ts';
import { health } from './health.ts';
import { requests } from './requests.ts';
import { reset } from './reset.ts';
import { revisions } from './revisions.ts';
import { sourceChange } from './source-change.ts';
import { webhooks } from './webhooks.ts';

/** Every control endpoint by its name (engine-control: Control endpoints). */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries({
    health,
    clock,
    behaviors,
    fleet,
    alarms,
    revisions,
    faults,
    'source-change': sourceChange,
    webhooks,
    reset,
    events,
    requests,
  }),
);
