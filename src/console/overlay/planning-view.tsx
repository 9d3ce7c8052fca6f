import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { piece } from '../line.ts';
import type { PlanningOverlay } from '../state/ui-state.ts';
import { boxLines } from './box.ts';
import { CenteredLayer, dialogCells } from './layer.tsx';

/** While a plan is being made: it looks at what is there now. */
export function PlanningView({ planning, size }: { planning: PlanningOverlay; size: Size }) {
  const { theme } = useConsole();
  const cells = Math.min(dialogCells(size), 60);
  const content = [[piece(theme.say('looking at what is there now …'), 'muted')]];
  return (
    <CenteredLayer
      lines={boxLines([piece(planning.title, 'accent')], content, cells, theme)}
      cells={cells}
      size={size}
    />
  );
}
