import type { WireRequest, WireResponse } from './wire/message.ts';

/** Where changes are taken down, so that they outlive the process. */
export interface ChangeLog {
  /** Has a change made and gives its answer, or a failure where it cannot be taken down: that is not acknowledged. */
  take(request: WireRequest, make: () => WireResponse): WireResponse;
}
