import { type ActionExecution, revisionText } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { isParallel, revisionOf } from '../../domain/pipeline-view.ts';
import { openApprovals } from '../../domain/waits.ts';
import { MARKS } from '../../text/glyphs.ts';
import { type Column, columnWidths, tableRow } from '../../text/table.ts';
import { ageText } from '../../text/time.ts';
import type { FleetMember } from '../fleet/fleet-feed.ts';
import { line, piece } from '../line.ts';
import type { Theme } from '../theme.ts';

/** An approval that waits for a person somewhere in the fleet. */
export interface ApprovalEntry {
  readonly key: string;
  readonly pipeline: PipelineId;
  readonly stage: string;
  readonly action: string;
  readonly executionId?: string;
  readonly revision: string;
  /** Epoch milliseconds by the service's clock. */
  readonly since?: number;
}

/** All open approvals, those that wait longest first. `runs` are those of each member in PARALLEL mode, by its key. */
export function approvalEntries(
  members: readonly FleetMember[],
  runs: ReadonlyMap<string, readonly ActionExecution[]>,
): ApprovalEntry[] {
  const entries = members.flatMap((member) =>
    isParallel(member.view) ? entriesOfRuns(member, runs.get(member.key) ?? []) : entriesOfStages(member),
  );
  return entries.sort((a, b) => (a.since ?? 0) - (b.since ?? 0) || (a.key < b.key ? -1 : 1));
}

function entriesOfStages({ key, id, view }: FleetMember): ApprovalEntry[] {
  return (view.state?.stages ?? []).flatMap((stage) =>
    openApprovals(stage).map((action) => ({
      key: `${key} ${stage.name}/${action.name}`,
      pipeline: id,
      stage: stage.name,
      action: action.name,
      executionId: stage.latest?.executionId,
      revision: revisionText(revisionOf(view, stage.latest?.executionId)),
      since: action.since,
    })),
  );
}

/** In PARALLEL mode an action may wait in several executions at once. */
function entriesOfRuns({ key, id, view }: FleetMember, runs: readonly ActionExecution[]): ApprovalEntry[] {
  return runs
    .filter(({ token }) => token !== undefined)
    .map(({ stage, action, executionId, startedAt }) => ({
      key: `${key} ${stage}/${action} ${executionId}`,
      pipeline: id,
      stage,
      action,
      executionId,
      revision: revisionText(revisionOf(view, executionId)),
      since: startedAt,
    }));
}

const COLUMNS: readonly Column[] = [
  { title: 'PIPELINE', min: 12, max: 32, cut: 'middle' },
  { title: 'APPROVAL', min: 12, max: 32, cut: 'middle' },
  { title: 'REVISION', min: 12, grow: 1 },
  { title: 'SINCE', min: 5, max: 5, align: 'right' },
];

const EDGE = 3;

export interface ApprovalLayout {
  readonly cells: number;
  readonly widths: readonly number[];
}

export function approvalLayout(entries: readonly ApprovalEntry[], cells: number): ApprovalLayout {
  const rows = entries.map((entry) => texts(entry, ''));
  return { cells, widths: columnWidths(COLUMNS, rows, cells - EDGE - 1) };
}

export function approvalHead(layout: ApprovalLayout, theme: Theme): string {
  const titles = COLUMNS.map((column) => column.title);
  return line([piece(' '.repeat(EDGE)), piece(tableRow(titles, COLUMNS, layout.widths), 'muted')], layout.cells, theme);
}

/** One open approval. `now` is epoch milliseconds by the service's clock. */
export function approvalRow(
  entry: ApprovalEntry,
  layout: ApprovalLayout,
  theme: Theme,
  now: number | undefined,
  selected: boolean,
): string {
  const age = now === undefined || entry.since === undefined ? theme.signs.none : ageText(now - entry.since);
  const text = tableRow(texts(entry, age), COLUMNS, layout.widths, { ellipsis: theme.ellipsis });
  return line(
    [
      piece(selected ? theme.signs.cursor : ' ', 'accent'),
      piece(theme.glyph(MARKS.waiting), 'waiting'),
      piece(' '),
      piece(text, selected ? 'accent' : 'plain'),
    ],
    layout.cells,
    theme,
  );
}

function texts(entry: ApprovalEntry, age: string): string[] {
  return [entry.pipeline.name, `${entry.stage}/${entry.action}`, entry.revision, age];
}
