import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useConsole } from '../console-context.ts';
import { footerPieces } from '../frame/footer-line.ts';
import { contentRows, Frame, type Size } from '../frame/frame.tsx';
import { besideTitle, sitesText, sourceVariants } from '../frame/site-text.ts';
import { useList } from '../hooks/use-list.ts';
import { useBeat } from '../hooks/use-live.ts';
import { useParallelRuns } from '../hooks/use-runs.ts';
import { line, piece } from '../line.ts';
import type { ApprovalsScreen as ApprovalsState } from '../state/ui-state.ts';
import { approvalEntries, approvalHead, approvalLayout, approvalRow } from './approval-rows.ts';

interface Props {
  readonly screen: ApprovalsState;
  readonly size: Size;
  readonly children?: ReactNode;
}

/** Everything that waits for a person, in all pipelines. */
export function ApprovalsScreen({ screen, size, children }: Props) {
  const { deps, theme, fleet: feed } = useConsole();
  const { live } = deps;
  useBeat();
  const fleet = useSyncExternalStore(feed.subscribe, feed.get);
  const runs = useParallelRuns(fleet.members);
  const entries = useMemo(() => approvalEntries(fleet.members, runs), [fleet, runs]);
  const keys = useMemo(() => entries.map((entry) => entry.key), [entries]);
  const page = contentRows(size) - 1;
  const targetOf = (key: string) => {
    const entry = entries.find((candidate) => candidate.key === key);
    if (!entry) return undefined;
    const { pipeline, stage, action, executionId } = entry;
    return { kind: 'action' as const, pipeline, stage, action, executionId, approval: true };
  };
  const list = useList({ chosen: screen.selected, keys, page, targetOf, settled: fleet.complete });
  const layout = useMemo(() => approvalLayout(entries, size.columns), [entries, size.columns]);
  const rows = entries
    .slice(list.top, list.top + page)
    .map((entry) => approvalRow(entry, layout, theme, live.clock(entry.pipeline).now(), entry.key === list.selected));
  const nothing = fleet.complete ? 'Nothing waits for a person.' : theme.say('asking …');
  const count = entries.length === 1 ? '1 approval waits' : `${entries.length} approvals wait`;
  return (
    <Frame
      size={size}
      title={besideTitle(
        [piece('approvals', 'accent'), piece('  '), piece(sitesText(live.sites, theme.signs.dot))],
        sourceVariants(live.sites, deps.readOnly),
        size.columns - 2,
      )}
      subtitle={[[piece(entries.length > 0 ? count : '', 'waiting')], []]}
      content={
        entries.length > 0
          ? [approvalHead(layout, theme), ...rows]
          : ['', line([piece(`  ${nothing}`, 'muted')], size.columns, theme)]
      }
      footer={footerPieces('approvals', size.columns - 2, entries.length > 0 ? {} : { without: ['open', 'actions'] })}
    >
      {children}
    </Frame>
  );
}
