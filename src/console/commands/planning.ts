import { shortExecution } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { pipelineState } from '../../live/needs.ts';
import { pipelineView } from '../../live/pipeline-views.ts';
import { planApproval } from '../../operations/approval.ts';
import type { BranchingOffer, Offer, PlannedOffer } from '../../operations/offers.ts';
import { type Plan, soleSubject } from '../../operations/plan.ts';
import { planRetry } from '../../operations/retry.ts';
import { carriedShort } from '../../operations/wording.ts';
import type { ConsoleContext } from '../console-context.ts';
import { openDialog, type PlanDialog, SETTLE_MS } from '../state/plan-dialog-state.ts';
import { groundOf } from '../state/plan-ground.ts';
import type { PlanningOverlay } from '../state/ui-state.ts';
import { unlockingOf } from '../state/unlocking.ts';
import { firstOffer } from './first-offer.ts';
import { say, sayThrown } from './say.ts';

// Whoever has waited longer than this looks elsewhere by now: no dialog may open under the next key.
const LATE_MS = 5000;

/** Makes the plan of what is offered and shows it, or says why there is none. */
export function planOffered(shared: ConsoleContext, pipeline: PipelineId, offer: Offer): void {
  if (offer.disabledReason !== undefined) {
    say(shared, `${offer.label}: ${offer.disabledReason}`);
    return;
  }
  if ('choices' in offer) choose(shared, pipeline, offer);
  else planOne(shared, pipeline, offer);
}

/** Lists the ways in which it can be done. */
function choose(shared: ConsoleContext, pipeline: PipelineId, { title, choices }: BranchingOffer): void {
  const planning: PlanningOverlay = { name: 'planning', title, pipeline };
  whilePlanning(shared, planning, choices(shared.deps.operations), (offers) => {
    shared.ui.dispatch({
      type: 'overlay',
      overlay: { name: 'menu', title, pipeline, offers, selected: firstOffer(offers) },
    });
  });
}

function planOne(shared: ConsoleContext, pipeline: PipelineId, offer: PlannedOffer): void {
  const { live, operations } = shared.deps;
  const title = `${offer.label} ${offer.detail}`.trim();
  plan(shared, { name: 'planning', title, pipeline }, offer.plan(operations), (made) =>
    openDialog(made, {
      again: (before) => planAnew(shared, offer, before),
      openedAt: live.monotonic(),
      ground: groundNow(shared, made),
      unlocking: unlockingOf(made, operations.protection),
    }),
  );
}

/** Plans the same from what is there now, keeping the text, and says what is not what it was. */
export function lookAgain(shared: ConsoleContext): void {
  const { overlay } = shared.ui.get();
  if (overlay?.name !== 'plan' || overlay.dialog.phase !== 'outdated') return;
  const { live, operations } = shared.deps;
  const { plan: before, again, text } = overlay.dialog;
  const planning: PlanningOverlay = { name: 'planning', title: before.title, pipeline: soleSubject(before).pipeline };
  plan(shared, planning, again(before), (made) =>
    openDialog(made, {
      again,
      openedAt: live.monotonic(),
      ground: groundNow(shared, made),
      unlocking: unlockingOf(made, operations.protection),
      text,
      news: newsOf(shared, before, made),
    }),
  );
}

function plan(
  shared: ConsoleContext,
  planning: PlanningOverlay,
  making: Promise<Plan>,
  dialogOf: (made: Plan) => PlanDialog,
): void {
  const { ui, deps } = shared;
  const askedAt = deps.live.monotonic();
  whilePlanning(shared, planning, making, (made) => {
    const dialog = dialogOf(made);
    if (deps.live.monotonic() - askedAt <= LATE_MS) open(shared, dialog);
    else ui.dispatch({ type: 'overlay', overlay: { ...planning, ready: dialog } });
  });
}

/** Says that it looks, and goes on with what was found unless somebody has left meanwhile. */
function whilePlanning<T>(
  shared: ConsoleContext,
  planning: PlanningOverlay,
  finding: Promise<T>,
  found: (value: T) => void,
): void {
  const { ui, activity } = shared;
  ui.dispatch({ type: 'overlay', overlay: planning });
  activity.track(finding).then(
    (value) => {
      if (ui.get().overlay === planning) found(value);
    },
    (thrown: unknown) => {
      if (ui.get().overlay !== planning) return;
      ui.dispatch({ type: 'overlay' });
      sayThrown(shared, thrown);
    },
  );
}

/** Opens a plan that came so late that it waited to be looked at. */
export function openReady(shared: ConsoleContext): void {
  const { overlay } = shared.ui.get();
  if (overlay?.name === 'planning' && overlay.ready) open(shared, overlay.ready);
}

/** What a plan was made from, as it stands now. */
function groundNow({ deps }: ConsoleContext, made: Plan): string | undefined {
  const { pipeline } = soleSubject(made);
  return pipeline && groundOf(made, deps.live.snapshot(pipelineState(pipeline)).value);
}

function open({ ui, activity, deps }: ConsoleContext, dialog: PlanDialog): void {
  const openedAt = deps.live.monotonic();
  ui.dispatch({ type: 'overlay', overlay: { name: 'plan', dialog: { ...dialog, openedAt } } });
  deps.live.after(SETTLE_MS, activity.hold());
}
/** What was offered was bound to the execution that stood there then; now it is about whichever stands there. */
function planAnew({ deps }: ConsoleContext, offer: PlannedOffer, before: Plan): Promise<Plan> {
  const { operations } = deps;
  const { operation } = before;
  const { pipeline, stage, action } = soleSubject(before);
  if (!pipeline) return offer.plan(operations);
  if (operation === 'approve' || operation === 'reject')
    return planApproval(operations, { pipeline, verdict: operation, stage, action });
  if (operation === 'retry' && stage !== undefined)
    return planRetry(operations, { pipeline, stage, allActions: offer.id === 'retry-all' });
  return offer.plan(operations);
}

/** `now 8049bb0 waits, no longer d9e3a01` */
function newsOf({ deps }: ConsoleContext, before: Plan, now: Plan): string | undefined {
  const here = soleSubject(now);
  const gone = soleSubject(before);
  if (!here.pipeline || here.executionId === undefined || gone.executionId === undefined) return undefined;
  if (here.executionId === gone.executionId) return undefined;
  const view = pipelineView(deps.live, here.pipeline);
  const commits = [here, gone].map(({ executionId = '' }) => carriedShort(view, executionId));
  const executions = [here, gone].map(({ executionId = '' }) => shortExecution(executionId));
  const [standing, left] = commits[0] === commits[1] ? executions : commits;
  return `now ${standing} ${now.operation === 'retry' ? 'stands there' : 'waits'}, no longer ${left}`;
}
