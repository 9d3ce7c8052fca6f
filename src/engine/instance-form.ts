import { type Check, flag, list, name, object, oneOf, record, text, unique } from './checks.ts';
import type { Instance } from './fleet.ts';

const instance: Check<Instance> = object(
  { id: name },
  {
    tags: record(text),
    asg: name,
    zone: name,
    onPremises: flag,
    agent: oneOf('online', 'offline', 'slow'),
    files: list(text),
  },
);

/** Machines as control calls and scenarios name them (engine-control: fleet). */
export const instanceList: Check<Instance[]> = unique(list(instance), 'id');
