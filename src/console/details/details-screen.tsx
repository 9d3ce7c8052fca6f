import { type ReactNode, useLayoutEffect } from 'react';
import { useConsole } from '../console-context.ts';
import { footerPieces } from '../frame/footer-line.ts';
import { contentRows, Frame, type Size } from '../frame/frame.tsx';
import { usePipelineView, useServiceTime } from '../hooks/use-live.ts';
import { usePipelineTrouble } from '../hooks/use-pipeline-trouble.ts';
import { useRuns } from '../hooks/use-runs.ts';
import { piece } from '../line.ts';
import { executionsInStages, pipelineLines } from '../pipeline/pipeline-lines.ts';
import { pipelineTitle } from '../pipeline/pipeline-title.ts';
import { lineOfTarget } from '../pipeline/target-of.ts';
import type { DetailsScreen as DetailsState } from '../state/ui-state.ts';
import { useExplained } from './use-explained.ts';

interface Props {
  readonly screen: DetailsState;
  readonly size: Size;
  readonly children?: ReactNode;
}

/** One thing of a pipeline explained over the whole screen: the pane of a wide terminal for a narrow one. */
export function DetailsScreen({ screen, size, children }: Props) {
  const { deps, theme, surface } = useConsole();
  const { target } = screen;
  const view = usePipelineView(target.pipeline);
  const now = useServiceTime(target.pipeline);
  const trouble = usePipelineTrouble(target.pipeline);
  const runs = useRuns(target.pipeline, executionsInStages(view));
  const found = lineOfTarget(pipelineLines(view, runs), target);
  const explained = useExplained(found, { view, runs, now, theme }, Math.min(110, size.columns - 4));
  const page = contentRows(size);
  const length = explained.length + 1;
  const last = Math.max(0, length - page);
  const top = Math.min(screen.top, last);
  useLayoutEffect(() => {
    surface.screen = { kind: 'text', top, last, page, target };
  });
  const gone = found ? [] : [theme.paint('It is not there any more.', 'muted')];
  const lines = [...(top === 0 ? [''] : []), ...gone, ...explained.slice(Math.max(0, top - 1), top + page - 1)];
  return (
    <Frame
      size={size}
      title={pipelineTitle(deps, target.pipeline, view, theme, size.columns - 2)}
      subtitle={[
        [piece(last > 0 ? theme.say(`lines ${top + 1}–${top + page} of ${length}`) : '', 'muted')],
        trouble.pieces,
      ]}
      content={lines.map((text) => `  ${text}`)}
      footer={footerPieces('details', size.columns - 2, target.deployment ? { without: ['log'] } : {})}
    >
      {children}
    </Frame>
  );
}
