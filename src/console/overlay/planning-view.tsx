import { pipelineState } from '../../live/needs.ts';
import { wrap } from '../../text/cut.ts';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { useLive } from '../hooks/use-live.ts';
import { piece } from '../line.ts';
import type { PlanningOverlay } from '../state/ui-state.ts';
import { boxLines } from './box.ts';
import { CenteredLayer, dialogCells } from './layer.tsx';

/** While a plan is being made: it looks at what is there now, and says why that takes long. */
export function PlanningView({ planning, size }: { planning: PlanningOverlay; size: Size }) {
  const { theme } = useConsole();
  const { error } = useLive(planning.pipeline ? pipelineState(planning.pipeline) : undefined);
  const cells = Math.min(dialogCells(size), 60);
  const said = planning.ready ? 'it is there now: enter to look at it' : 'looking at what is there now …';
  const trouble = planning.ready || !error ? [] : wrap(theme.say(error.message), cells - 4);
  const content = [
    [piece(theme.say(said), planning.ready ? 'plain' : 'muted')],
    ...trouble.map((text) => [piece(text, 'failed')]),
  ];
  return (
    <CenteredLayer
      lines={boxLines([piece(planning.title, 'accent')], content, cells, theme)}
      cells={cells}
      size={size}
    />
  );
}
