import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { piece } from '../line.ts';
import type { PlanDialog } from '../state/plan-dialog-state.ts';
import { boxLines } from './box.ts';
import { dialogCells, HangingLayer } from './layer.tsx';
import { planLines } from './plan-lines.ts';

/** A plan, and the question whether to do it. */
export function PlanView({ dialog, size }: { dialog: PlanDialog; size: Size }) {
  const { theme } = useConsole();
  const cells = dialogCells(size);
  const title = piece(dialog.plan.title, dialog.plan.dangerous ? 'danger' : 'accent');
  const content = planLines(dialog, cells - 4, theme);
  const room = size.rows - 2;
  // The buttons must be seen whatever else has no room.
  const shown = content.length <= room ? content : [...content.slice(0, room - 1), content.at(-1) ?? []];
  return <HangingLayer lines={boxLines([title], shown, cells, theme)} cells={cells} size={size} />;
}
