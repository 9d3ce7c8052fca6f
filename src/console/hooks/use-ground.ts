import { useEffect } from 'react';
import { deployment } from '../../live/deployment-needs.ts';
import { pipelineState } from '../../live/needs.ts';
import { soleSubject } from '../../operations/plan.ts';
import { useConsole } from '../console-context.ts';
import { outdated, type PlanDialog } from '../state/plan-dialog-state.ts';
import { groundOf, movedText, pastText } from '../state/plan-ground.ts';
import { useLive } from './use-live.ts';

/** Puts a plan out of date when what it was made from has changed while it is being read. */
export function useGround(dialog: PlanDialog): void {
  const { ui } = useConsole();
  const moved = useMoved(dialog);
  useEffect(() => {
    const { overlay } = ui.get();
    if (moved === undefined || overlay?.name !== 'plan' || overlay.dialog !== dialog) return;
    ui.dispatch({ type: 'overlay', overlay: { ...overlay, dialog: outdated(dialog, moved) } });
  });
}

/** What has become of what a plan was made from, while it is asked about; undefined as long as that stands. */
function useMoved({ plan, ground, phase }: PlanDialog): string | undefined {
  const { pipeline, place, deploymentId } = soleSubject(plan);
  const state = useLive(pipeline ? pipelineState(pipeline) : undefined).value;
  const found = useLive(place && deploymentId ? deployment({ place, id: deploymentId }) : undefined).value;
  if (phase !== 'asking') return undefined;
  if (found) return pastText(plan, found);
  const isMoved = ground !== undefined && state !== undefined && groundOf(plan, state) !== ground;
  return isMoved ? movedText(plan, state) : undefined;
}
