import { useEffect } from 'react';
import { pipelineState } from '../../live/needs.ts';
import { soleSubject } from '../../operations/plan.ts';
import { useConsole } from '../console-context.ts';
import { outdated, type PlanDialog } from '../state/plan-dialog-state.ts';
import { groundOf, movedText } from '../state/plan-ground.ts';
import { useLive } from './use-live.ts';

/** Puts a plan out of date when what it was made from has changed while it is being read. */
export function useGround(dialog: PlanDialog): void {
  const { ui } = useConsole();
  const { plan, ground, phase } = dialog;
  const { pipeline } = soleSubject(plan);
  const state = useLive(pipeline ? pipelineState(pipeline) : undefined).value;
  const moved = phase === 'asking' && ground !== undefined && state !== undefined && groundOf(plan, state) !== ground;
  useEffect(() => {
    const { overlay } = ui.get();
    if (!moved || overlay?.name !== 'plan' || overlay.dialog !== dialog) return;
    ui.dispatch({ type: 'overlay', overlay: { ...overlay, dialog: outdated(dialog, movedText(plan, state)) } });
  });
}
