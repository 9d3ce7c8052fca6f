import { pipelineView } from '../../live/pipeline-views.ts';
import { type Offer, offers } from '../../operations/offers.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { Target } from '../state/ui-state.ts';
import { firstOffer } from './first-offer.ts';
import { targetOf } from './go.ts';
import { planOffered } from './planning.ts';
import { say } from './say.ts';

/** Opens the menu of what can be done with the thing under the cursor. */
export function openMenu(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target) return;
  const list = offersFor(shared, target);
  if (list.length === 0) {
    say(shared, `${target.pipeline.name} has not answered yet`);
    return;
  }
  const title = [target.pipeline.name, [target.stage, target.action].filter(Boolean).join('/')]
    .filter(Boolean)
    .join('  ');
  shared.ui.dispatch({
    type: 'overlay',
    overlay: { name: 'menu', title, pipeline: target.pipeline, offers: list, selected: firstOffer(list, target) },
  });
}

function offersFor({ deps }: ConsoleContext, target: Target): Offer[] {
  const { stage, action, executionId } = target;
  const list = offers(pipelineView(deps.live, target.pipeline), { stage, action, executionId });
  return deps.readOnly ? list.map((offer) => ({ ...offer, disabledReason: 'read-only session' })) : list;
}

export function chooseOffer(shared: ConsoleContext): void {
  const { overlay } = shared.ui.get();
  if (overlay?.name !== 'menu') return;
  const offer = overlay.offers[overlay.selected];
  if (offer) planOffered(shared, overlay.pipeline, offer);
}

/** Plans to close or open the transition into the stage that the cursor is on, or in. */
export function planTransitionHere(shared: ConsoleContext): void {
  const target = targetOf(shared);
  if (!target?.stage) return;
  const offer = offersFor(shared, target).find(({ id }) => id === 'transition');
  if (offer) planOffered(shared, target.pipeline, offer);
}
