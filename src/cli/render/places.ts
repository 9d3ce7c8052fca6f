import type { Place } from '../../domain/identity.ts';
import type { Column } from '../../text/table.ts';
import type { Sheet } from '../output/sheet.ts';
import { type Session, sessionTime } from '../session.ts';

/** A line that keeps a simulation from being taken for production; nothing when the service is AWS itself. */
export function sourceLines(session: Session, sheet: Sheet): string[] {
  const site = session.sites[0];
  if (!site || site.kind === 'aws') return [];
  const what = site.kind === 'mock' ? ['MOCK', site.scenario ?? ''] : ['ENDPOINT'];
  const words = [...what, site.endpoint ?? ''].filter((word) => word !== '');
  return [sheet.paint(words.join(' '), 'waiting'), ''];
}

/** Where accounts or regions are several, each row says which it is from. */
export function placeColumns(session: Session): { columns: Column[]; cells(place: Place): string[] } {
  const { sites } = session;
  const several = (part: 'account' | 'region') => new Set(sites.map(({ place }) => place[part])).size > 1;
  const shown = (['account', 'region'] as const).filter(several);
  return {
    columns: shown.map((part) => ({ title: part.toUpperCase(), drop: 2 })),
    cells: (place) => shown.map((part) => place[part]),
  };
}

/** How long ago something was, by the service's clock, in milliseconds; undefined where either is unknown. */
export function ageOf(session: Session, at: number | undefined, place?: Place): number | undefined {
  const now = place ? session.live.clock(place).now() : sessionTime(session);
  return at === undefined || now === undefined ? undefined : Math.max(0, now - at);
}
