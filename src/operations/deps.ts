import type { Live } from '../live/live.ts';
import type { Audit } from '../policy/audit.ts';
import type { Protection } from '../policy/protection.ts';
import type { FreezeMemory } from './freeze-memory.ts';

/** What every operation works with. */
export interface OperationDeps {
  readonly live: Live;
  /** A fresh idempotency token: one for each intent, never two for the same. */
  readonly newToken: () => string;
  readonly protection: Protection;
  readonly audit: Audit;
  readonly freezes: FreezeMemory;
}
