import type { Bundle } from './bundle.ts';
import type { HostRecord } from './hosts.ts';
import type { Host } from './roll-out.ts';

/** A machine of the fleet that is deployed to, and what is remembered of it. */
export interface Machine extends Host {
  readonly id: string;
  /** Its Availability Zone. */
  readonly zone: string;
  readonly record: HostRecord;
  /** What this deployment has brought to it. */
  bundle?: Bundle;
}
