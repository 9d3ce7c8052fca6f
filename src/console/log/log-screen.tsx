import { type ReactNode, useLayoutEffect } from 'react';
import { shortExecution } from '../../domain/execution.ts';
import { type ActionLog, actionLog } from '../../live/action-log.ts';
import type { Snapshot } from '../../live/snapshot.ts';
import { actionMark, MARKS } from '../../text/glyphs.ts';
import { durationText } from '../../text/time.ts';
import { useConsole } from '../console-context.ts';
import { type DetailPart, detailLines, GAP, sentence } from '../details/detail.ts';
import { explainLine } from '../details/explain.ts';
import { footerPieces } from '../frame/footer-line.ts';
import { contentRows, Frame, type Size } from '../frame/frame.tsx';
import { useLive, usePipelineView, useServiceTime } from '../hooks/use-live.ts';
import { usePipelineTrouble } from '../hooks/use-pipeline-trouble.ts';
import { useRuns } from '../hooks/use-runs.ts';
import { type Piece, type Pieces, piece } from '../line.ts';
import { actionDuration } from '../pipeline/action-time.ts';
import { type ActionLine, actionKey, pipelineLines } from '../pipeline/pipeline-lines.ts';
import { pipelineTitle } from '../pipeline/pipeline-title.ts';
import type { LogScreen as LogState } from '../state/ui-state.ts';
import type { Theme } from '../theme.ts';
import {
  type LogShape,
  type LogWindow,
  logRow,
  logStart,
  logWindow,
  moveLog,
  spansDays,
  zoneText,
} from './log-window.ts';
import { type LogTail, useLogTail } from './use-log-tail.ts';

interface Props {
  readonly screen: LogState;
  readonly size: Size;
  readonly children?: ReactNode;
}

/** The log of an action, following it while it is written. */
export function LogScreen({ screen, size, children }: Props) {
  const { deps, theme, surface } = useConsole();
  const { id } = screen;
  const view = usePipelineView(id);
  const now = useServiceTime(id);
  const trouble = usePipelineTrouble(id);
  const stage = view.state?.stages.find((candidate) => candidate.name === screen.stage);
  const executionId = screen.executionId ?? stage?.latest?.executionId;
  const runs = useRuns(id, executionId === undefined ? [] : [executionId]);
  const key = actionKey(screen.stage, screen.action);
  const action = pipelineLines(view, runs).find((one): one is ActionLine => one.kind === 'action' && one.key === key);
  const found = useLive(executionId === undefined ? undefined : actionLog(id, { ...screen, executionId }));
  const tail = useLogTail(id, found.value?.ref);

  const shape: LogShape = {
    cells: size.columns,
    rows: contentRows(size),
    wrap: screen.view.wrap,
    times: screen.view.times,
    dated: spansDays(tail),
  };
  const window = logWindow(tail, screen.view.anchor, shape);
  const explained = () => (action ? explainLine(action, { view, runs, now, theme }) : []);
  const isApart = action?.apart === true && executionId === undefined;
  const parts = isApart ? explained() : logAbsence(found, tail, executionId, explained);
  const absence = absencePage(screen, parts, size, theme);
  useLayoutEffect(() => {
    if (absence) {
      surface.screen = { kind: 'text', top: absence.top, last: absence.last, page: shape.rows };
      return;
    }
    surface.screen = {
      kind: 'log',
      page: shape.rows,
      following: screen.view.anchor === 'end',
      moved: (rows) => (rows === Number.NEGATIVE_INFINITY ? logStart(tail) : moveLog(tail, window, rows, shape)),
      here: () => window.top,
    };
  });
  const content = absence?.lines ?? window.parts.map((part) => logRow(part, shape, theme));
  const following = screen.view.anchor === 'end';
  return (
    <Frame
      size={size}
      title={pipelineTitle(deps, id, view, theme, size.columns - 2, [piece(`${screen.stage}/${screen.action}`)])}
      subtitle={[
        isApart ? [] : statePieces(action, found.value, executionId, now, theme),
        tail.error
          ? troublePieces(tail)
          : [
              ...trouble.pieces,
              ...(absence
                ? morePieces(absence)
                : positionPieces(tail, window, { following, times: shape.times, line: action })),
            ],
      ]}
      content={content}
      footer={footerPieces('log', size.columns - 2, {
        labels: { follow: following ? 'pause' : 'follow' },
        without: absence && ['follow', 'bottom', 'wrap', 'times'],
      })}
    >
      {children}
    </Frame>
  );
}

interface AbsencePage {
  readonly lines: readonly string[];
  readonly top: number;
  readonly last: number;
}

/** The lines in place of a log, from where they were scrolled to. */
function absencePage(
  screen: LogState,
  parts: DetailPart[] | undefined,
  size: Size,
  theme: Theme,
): AbsencePage | undefined {
  if (!parts) return undefined;
  const lines = ['', ...detailLines(parts, Math.min(110, size.columns - 4), theme).map((text) => `  ${text}`)];
  const last = Math.max(0, lines.length - contentRows(size));
  const top = Math.min(screen.top ?? 0, last);
  return { lines: lines.slice(top), top, last };
}

/** What stands in place of a log: that it is looked for, or why there is none, and what is known of the action. */
function logAbsence(
  found: Snapshot<ActionLog>,
  tail: LogTail,
  executionId: string | undefined,
  explained: () => DetailPart[],
): DetailPart[] | undefined {
  if (tail.lines.length > 0) return undefined;
  const none = executionId === undefined ? 'no execution has ever entered this stage.' : found.value?.none;
  if (none) return [sentence(`No log for this action: ${none}`), GAP, ...explained()];
  if (found.value?.ref)
    return [sentence(tail.caughtUp ? 'Nothing has been written to this log yet.' : 'reading …', 'muted')];
  if (found.error) return [sentence(found.error.message, 'failed'), GAP, ...explained()];
  return [sentence('looking for the log …', 'muted')];
}

function statePieces(
  line: ActionLine | undefined,
  found: ActionLog | undefined,
  executionId: string | undefined,
  now: number | undefined,
  theme: Theme,
): Pieces {
  if (!line) return [];
  const mark = actionMark(line.action);
  if (mark === MARKS.none) return [piece(`${theme.glyph(mark)} ${line.action.name} has never begun`, mark.tone)];
  const duration = actionDuration(line, now);
  const phase = found?.build?.status === 'IN_PROGRESS' ? found.build.currentPhase : undefined;
  const { dot } = theme.signs;
  const parts = [
    theme.word(mark),
    phase,
    executionId && shortExecution(executionId),
    found?.build?.number === undefined ? undefined : `build ${found.build.number}`,
    duration === undefined ? undefined : durationText(duration),
  ];
  const text = parts.filter((part) => part !== undefined && part !== '').join(` ${dot} `);
  return [piece(theme.glyph(mark), mark.tone), piece(' '), piece(text, mark.tone === 'ok' ? 'muted' : mark.tone)];
}

function troublePieces(tail: LogTail): Piece[] {
  return [piece(`${tail.error?.message}, retrying`, 'waiting')];
}

function morePieces({ top, last }: AbsencePage): Piece[] {
  if (last === 0) return [];
  return [piece(top < last ? `  ${last - top} more below` : `  ${top} more above`, 'accent')];
}

function positionPieces(
  tail: LogTail,
  window: LogWindow,
  { following, times, line }: { following: boolean; times: boolean; line: ActionLine | undefined },
): Piece[] {
  if (tail.lines.length === 0) return [];
  const stand = standPieces(window, following, line);
  const at = times ? window.parts[0]?.line.timestamp : undefined;
  return at === undefined ? stand : [piece(`times in ${zoneText(at)}  `, 'muted'), ...stand];
}

function standPieces(window: LogWindow, following: boolean, line: ActionLine | undefined): Piece[] {
  if (following) return [piece(line?.action.status === 'InProgress' ? 'following' : 'end', 'muted')];
  if (window.below === 0) return [piece('paused', 'waiting')];
  return [piece('paused', 'waiting'), piece(`  ${window.below} more below`, 'accent')];
}
