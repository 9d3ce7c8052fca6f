import { type ReactNode, useMemo } from 'react';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import { pipelineState } from '../../live/needs.ts';
import { wrap } from '../../text/cut.ts';
import { MARKS } from '../../text/glyphs.ts';
import { useConsole } from '../console-context.ts';
import { logEndLines } from '../details/detail.ts';
import { useExplainedBeside } from '../details/use-explained.ts';
import { type FooterChanges, footerPieces } from '../frame/footer-line.ts';
import { contentRows, Frame, type Size } from '../frame/frame.tsx';
import { beside, paneCells } from '../frame/pane.ts';
import { useList } from '../hooks/use-list.ts';
import { usePipelineView, useServiceTime } from '../hooks/use-live.ts';
import { useLogEnd } from '../hooks/use-log-end.ts';
import { usePipelineTrouble } from '../hooks/use-pipeline-trouble.ts';
import { useRunningDeployments } from '../hooks/use-running-deployments.ts';
import { useRuns } from '../hooks/use-runs.ts';
import { line, type Pieces, piece } from '../line.ts';
import type { PipelineScreen as PipelineState, Target } from '../state/ui-state.ts';
import { faded } from '../theme.ts';
import { type Headline, headline, readyHeadline } from './headline.ts';
import {
  executionsInStages,
  lineInQuestion,
  type PipelineLine,
  pipelineLines,
  withDeployments,
} from './pipeline-lines.ts';
import { pipelineLayout, pipelineRow } from './pipeline-row.ts';
import { pipelineTitle } from './pipeline-title.ts';
import { targetOfLine } from './target-of.ts';

interface Props {
  readonly screen: PipelineState;
  readonly size: Size;
  readonly children?: ReactNode;
}

/** One pipeline from its source to production: stages, actions, closed transitions and who waits. */
export function PipelineScreen({ screen, size, children }: Props) {
  const { deps, theme } = useConsole();
  const { id } = screen;
  const view = usePipelineView(id);
  const now = useServiceTime(id);
  const trouble = usePipelineTrouble(id);
  const runs = useRuns(id, executionsInStages(view));
  const stated = useMemo(() => pipelineLines(view, runs), [view, runs]);
  const lines = withDeployments(stated, useRunningDeployments(id, stated));
  const keys = useMemo(() => lines.map((one) => one.key), [lines]);
  const page = contentRows(size);
  const find = (key: string) => lines.find((one) => one.key === key);
  const targetOf = (key: string) => {
    const found = find(key);
    return found && targetOfLine(id, found);
  };
  const list = useList({
    chosen: screen.selected,
    first: lineInQuestion(lines)?.key,
    keys,
    page,
    targetOf,
    settled: lines.length > 0,
  });

  const pane = paneCells(size.columns, 'pipeline');
  const cells = size.columns - pane;
  const layout = useMemo(() => pipelineLayout(lines, cells), [lines, cells]);
  const rowTheme = trouble.old ? faded(theme) : theme;
  const rows = lines
    .slice(list.top, list.top + page)
    .map((one) => pipelineRow(one, layout, rowTheme, now, one.key === list.selected));
  const chosen = list.selected === undefined ? undefined : find(list.selected);
  const explained = useExplainedBeside(pane > 0 ? chosen : undefined, { view, runs, now, theme }, pane - 4);
  const log = useLogEnd(id, pane > 0 && chosen?.kind === 'action' ? chosen.action : undefined);
  const detail = [...explained.slice(0, page), ...logEndLines(log, page - explained.length, pane - 4, theme)];
  const absence = useAbsence(screen, view, size.columns);
  return (
    <Frame
      size={size}
      title={pipelineTitle(deps, id, view, theme, size.columns - 2)}
      subtitle={[view.state ? headlinePieces(headlineOf(view, lines, runs, now), theme.glyph) : [], trouble.pieces]}
      content={absence ?? (pane > 0 ? beside(rows, detail, cells, page, theme) : rows)}
      footer={footerPieces('pipeline', size.columns - 2, footerChanges(chosen && targetOfLine(id, chosen)))}
    >
      {children}
    </Frame>
  );
}

/** Enter on an action opens its log or its deployment, so that `l` says nothing new; an approval has none. */
function footerChanges(target: Target | undefined): FooterChanges {
  if (target?.kind !== 'action') return {};
  const open = target.deployment ? 'deployment' : 'log';
  return { labels: target.approval ? {} : { open }, without: ['log'] };
}

/** What waits for a person comes first, but not before what has failed. */
function headlineOf(
  view: PipelineView,
  lines: readonly PipelineLine[],
  runs: ReturnType<typeof useRuns>,
  now: number | undefined,
): Headline {
  const stated = headline(view, runs, now);
  return (stated.mark === MARKS.running ? readyHeadline(lines) : undefined) ?? stated;
}

function headlinePieces({ mark, text }: Headline, glyph: ReturnType<typeof useConsole>['theme']['glyph']): Pieces {
  return [piece(glyph(mark), mark.tone), piece(' '), piece(text, mark.tone === 'ok' ? 'muted' : mark.tone)];
}

/** Before the first answer, and when there will be none. */
function useAbsence({ id }: PipelineState, view: PipelineView, cells: number): string[] | undefined {
  const { deps, theme } = useConsole();
  if (view.state) return undefined;
  const { error } = deps.live.snapshot(pipelineState(id));
  const text = error ? error.message : theme.say(`asking ${id.region} …`);
  return [
    '',
    ...wrap(text, cells - 4).map((part) => line([piece('  '), piece(part, error ? 'failed' : 'muted')], cells, theme)),
  ];
}
