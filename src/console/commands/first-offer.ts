import type { Offer, OfferId } from '../../operations/offers.ts';
import type { Target } from '../state/ui-state.ts';

/** Such an end is no first choice. */
const ENDS: ReadonlySet<OfferId> = new Set(['reject', 'stop', 'abandon']);

/** Where the cursor is at first: on what one comes for with such a thing, else on the first that can be done and ends nothing. */
export function firstOffer(list: readonly Offer[], target?: Target): number {
  const cameFor: OfferId = target?.kind === 'gate' ? 'transition' : 'deployment';
  const firstThat = (applies: (id: OfferId) => boolean) =>
    list.findIndex(({ id, disabledReason }) => disabledReason === undefined && applies(id));
  const ranked = [firstThat((id) => id === cameFor), firstThat((id) => !ENDS.has(id)), firstThat(() => true)];
  return ranked.find((index) => index >= 0) ?? 0;
}
