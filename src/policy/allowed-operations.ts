import { OPERATIONS, type OperationId, READS } from '../aws/operation-ids.ts';

const EVERYTHING: ReadonlySet<OperationId> = new Set(Object.keys(OPERATIONS) as OperationId[]);

/** What a session may send. Read-only is enforced here, in the gateway, for the console and the scripts alike. */
export function allowedOperations(policy: { readOnly: boolean }): ReadonlySet<OperationId> {
  return policy.readOnly ? READS : EVERYTHING;
}
