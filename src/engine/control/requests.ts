import type { Endpoint } from './endpoint.ts';

/** How often each AWS operation was called (engine-control: requests). */
export const requests: Endpoint = { methods: { GET: (engine) => ({ requests: engine.counts.list() }) } };
