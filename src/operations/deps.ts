import type { Live } from '../live/live.ts';

/** What every operation works with. */
export interface OperationDeps {
  readonly live: Live;
  /** A fresh idempotency token: one for each intent, never two for the same. */
  readonly newToken: () => string;
}
