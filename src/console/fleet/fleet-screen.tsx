import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Live } from '../../live/live.ts';
import { pipelineState } from '../../live/needs.ts';
import { useConsole } from '../console-context.ts';
import { type DetailPart, detailLines } from '../details/detail.ts';
import { explainPipeline } from '../details/explain.ts';
import { footerPieces } from '../frame/footer-line.ts';
import { contentRows, Frame, type Size } from '../frame/frame.tsx';
import { freshness, freshnessPieces, watched } from '../frame/freshness.ts';
import { inputPieces } from '../frame/input-pieces.ts';
import { beside, paneCells } from '../frame/pane.ts';
import { besideTitle, sitesText, sourceVariants } from '../frame/site-text.ts';
import { useList } from '../hooks/use-list.ts';
import { useBeat } from '../hooks/use-live.ts';
import { useReadyMembers } from '../hooks/use-ready-members.ts';
import type { CommandId } from '../keymap.ts';
import { type Pieces, piece, piecesWidth, spread } from '../line.ts';
import type { FleetScreen as FleetState } from '../state/ui-state.ts';
import { faded, type Theme } from '../theme.ts';
import { filterEntries } from './filter.ts';
import { fleetAbsence } from './fleet-absence.ts';
import { byAttention, type FleetEntry, fleetEntry, readyEntry } from './fleet-entry.ts';
import type { Fleet } from './fleet-feed.ts';
import { fleetHead, fleetLayout, fleetRow } from './fleet-row.ts';
import { fleetCounts } from './fleet-summary.ts';

/** All pipelines of all places, what needs attention first. */
export function FleetScreen({ screen, size, children }: { screen: FleetState; size: Size; children?: ReactNode }) {
  const { deps, theme, fleet: feed } = useConsole();
  useBeat();
  const fleet = useSyncExternalStore(feed.subscribe, feed.get);
  const entries = useEntries(fleet);
  const shown = useMemo(() => filterEntries(entries, screen.filter.text), [entries, screen.filter.text]);
  const keys = useMemo(() => shown.map((entry) => entry.key), [shown]);
  const page = contentRows(size) - 1;
  const targetOf = (key: string) => {
    const entry = shown.find((candidate) => candidate.key === key);
    return entry && { kind: 'pipeline' as const, pipeline: entry.member.id };
  };
  const list = useList({ chosen: screen.selected, keys, page, targetOf, settled: fleet.complete });
  const inSight = shown.slice(list.top, list.top + page);
  useLayoutEffect(() => feed.show(new Set(inSight.map((entry) => entry.key))));

  const { live } = deps;
  const pane = paneCells(size.columns, 'fleet');
  const cells = size.columns - pane;
  const layout = useMemo(() => fleetLayout(entries, cells, live.sites.length > 1), [entries, cells, live.sites.length]);
  const absence = shown.length === 0 ? fleetAbsence(fleet, screen.filter.text, size.columns, theme) : undefined;
  const old = useMemo(() => faded(theme), [theme]);
  const rowTheme = (entry: FleetEntry) => (entry.member.fault && entry.member.view.state ? old : theme);
  const rows = inSight.map((entry) =>
    fleetRow(entry, layout, rowTheme(entry), live.clock(entry.member.id).now(), entry.key === list.selected),
  );
  const table = [fleetHead(layout, theme), ...rows];
  const pointed = shown.find((entry) => entry.key === list.selected);
  const explained = pane > 0 && pointed ? detailLines(explainMember(pointed, live, theme), pane - 4, theme) : [];
  return (
    <Frame
      size={size}
      title={besideTitle(
        [piece('signalbox', 'accent'), piece('  '), piece(sitesText(live.sites, theme.signs.dot))],
        sourceVariants(live.sites, deps.readOnly),
        size.columns - 2,
      )}
      subtitle={[fleetCounts(entries, shown.length), useFleetTrouble(fleet, inSight)]}
      content={absence ?? (pane > 0 ? beside(table, explained, cells, page + 1, theme) : table)}
      footer={useFooter(screen, shown.length, entries.length, size)}
    >
      {children}
    </Frame>
  );
}

function useEntries({ members }: Fleet): readonly FleetEntry[] {
  const ready = useReadyMembers(members);
  return useMemo(() => {
    const entries = members.map(fleetEntry);
    return entries.map((entry) => (ready.has(entry.key) ? readyEntry(entry) : entry)).sort(byAttention);
  }, [members, ready]);
}

function explainMember({ member }: FleetEntry, live: Live, theme: Theme): DetailPart[] {
  const known = { view: member.view, runs: [], now: live.clock(member.id).now(), theme };
  return explainPipeline(member.id.name, known);
}

function useFleetTrouble(fleet: Fleet, inSight: readonly FleetEntry[]): Pieces {
  const { deps, theme, fleet: feed } = useConsole();
  const { live } = deps;
  const now = live.monotonic();
  const answers = inSight.map(({ key, member }) =>
    watched(live, pipelineState(member.id), 'visible', feed.watchedSince(key)),
  );
  const state = freshness(answers, now);
  const refused = fleet.refused[0];
  if (refused && fleet.members.length > 0)
    return [piece(`${refused.site.place.region}: ${refused.fault.message}`, 'failed')];
  const place = inSight[0]?.member.id;
  return state && place ? freshnessPieces(state, now, theme.signs.dot, live.traffic(place).retryInMs) : [];
}

function useFooter(screen: FleetState, shown: number, all: number, size: Size): Pieces {
  const { theme } = useConsole();
  const cells = size.columns - 2;
  if (screen.typing) {
    const left = [piece('/', 'accent'), ...inputPieces(screen.filter, theme)];
    return spread(left, [piece(`${shown} of ${all}  `, 'muted'), ...footerPieces('filter', 24)], cells, theme);
  }
  const without: CommandId[] = [
    ...(shown === 0 ? (['open', 'actions'] as const) : []),
    ...(all === 0 ? (['filter'] as const) : []),
  ];
  if (screen.filter.text === '') return footerPieces('fleet', cells, { without });
  const filter = [piece(`/${screen.filter.text}`, 'accent'), piece('  esc clears  ', 'muted')];
  return [...filter, ...footerPieces('fleet', cells - piecesWidth(filter), { without })];
}
