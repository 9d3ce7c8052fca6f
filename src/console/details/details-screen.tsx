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
import { detailLines, sentence } from './detail.ts';
import { explainLine } from './explain.ts';

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
  const parts = found
    ? explainLine(found, { view, runs, now, theme })
    : [sentence('It is not there any more.', 'muted')];
  const lines = ['', ...detailLines(parts, Math.min(110, size.columns - 4), theme)];
  const page = contentRows(size);
  const last = Math.max(0, lines.length - page);
  const top = Math.min(screen.top, last);
  useLayoutEffect(() => {
    surface.screen = { kind: 'text', top, last, page, target };
  });
  return (
    <Frame
      size={size}
      title={pipelineTitle(deps, target.pipeline, view, theme, size.columns - 2)}
      subtitle={[[piece(last > 0 ? `lines ${top + 1}–${top + page} of ${lines.length}` : '', 'muted')], trouble.pieces]}
      content={lines.slice(top, top + page).map((text) => `  ${text}`)}
      footer={footerPieces('details', size.columns - 2)}
    >
      {children}
    </Frame>
  );
}
