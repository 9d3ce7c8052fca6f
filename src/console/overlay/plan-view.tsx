import { useLayoutEffect, useSyncExternalStore } from 'react';
import { commandOf } from '../../operations/command-line.ts';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { useGround } from '../hooks/use-ground.ts';
import { piece } from '../line.ts';
import type { PlanDialog } from '../state/plan-dialog-state.ts';
import { boxLines } from './box.ts';
import { dialogCells, dialogRows, HangingLayer } from './layer.tsx';
import { planParts } from './plan-lines.ts';
import { planWindow } from './plan-window.ts';

/** A plan, and the question whether to do it. */
export function PlanView({ dialog, size }: { dialog: PlanDialog; size: Size }) {
  const { theme, surface } = useConsole();
  useGround(dialog);
  const cells = dialogCells(size);
  const title = piece(dialog.plan.title, dialog.plan.dangerous ? 'danger' : 'accent');
  const parts = planParts(dialog, useProtected(dialog), cells - 4, theme);
  const { lines, top, last, page } = planWindow(parts, dialog.top ?? 0, dialogRows(size), cells - 4, theme);
  useLayoutEffect(() => {
    surface.overlay = { kind: 'text', top, last, page };
  });
  return <HangingLayer lines={boxLines([title], lines, cells, theme)} cells={cells} size={size} />;
}

/** What protection makes of it: the environments that it reaches into, `production, unlocked for 14m`, and its command there. */
function useProtected({ plan, text, unlocking }: PlanDialog) {
  const { deps, ui } = useConsole();
  const { unlocked } = useSyncExternalStore(ui.subscribe, ui.get);
  const { protection } = deps.operations;
  const names = protection.environmentsOfAll(plan.subjects);
  return {
    environments: names.map((name) =>
      unlocked[name] === undefined ? name : `${name}, unlocked for ${unlocked[name]}`,
    ),
    command: commandOf(plan, protection, { text: text.text || undefined, why: unlocking?.why.text }),
  };
}
