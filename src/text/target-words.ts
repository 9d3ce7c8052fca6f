import {
  currentEvent,
  type DeploymentTarget,
  type LifecycleEvent,
  type TargetStatus,
  type TrafficShare,
  targetTimes,
  trafficText,
} from '../domain/deployment-target.ts';
import { targetMark } from './deployment-marks.ts';
import type { Mark } from './glyphs.ts';
import type { Column } from './table.ts';
import { durationText } from './time.ts';

/** The characters that may be used where a text is written. */
export interface Characters {
  /** The sign of a state. */
  sign(mark: Mark): string;
  /** Our own words. */
  plain(text: string): string;
}

/** Lines of a script's output that are shown under its target. */
export const LOG_LINES = 12;

const URGENCY: readonly TargetStatus[] = [
  ...(['Failed', 'InProgress', 'Ready', 'Unknown', 'Pending', 'Skipped', 'Succeeded'] as const),
];

/** What failed and what runs first. */
export function byUrgency(targets: readonly DeploymentTarget[]): DeploymentTarget[] {
  return targets.toSorted((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status));
}

/** `900 ok, 40 pending` */
export function statusCounts(targets: readonly DeploymentTarget[]): string {
  const counts = URGENCY.flatMap((status) => {
    const count = targets.filter((target) => target.status === status).length;
    return count === 0 ? [] : [`${count} ${targetMark(status).word}`];
  });
  return counts.join(', ');
}

const COLUMNS: readonly Column[] = [
  { title: 'STATUS', min: 9 },
  { title: 'TARGET', min: 12, cut: 'middle' },
  { title: 'FLEET', drop: 1 },
  { title: 'EVENTS', drop: 2 },
  { title: 'EVENT', min: 10, grow: 1 },
  { title: 'TIME', align: 'right' },
];

export interface TargetTable {
  readonly columns: readonly Column[];
  /** One row a target. `now` is epoch milliseconds by the service's clock. */
  cells(target: DeploymentTarget, now: number | undefined): string[];
}

/** How targets stand, a row each. Without fleets there is no column of them. */
export function targetTable(targets: readonly DeploymentTarget[], characters: Characters): TargetTable {
  const hasFleets = targets.some(({ label }) => label !== undefined);
  const keep = <T>(cells: readonly T[]) => (hasFleets ? [...cells] : cells.filter((_, index) => index !== 2));
  return { columns: keep(COLUMNS), cells: (target, now) => keep(cellsOf(target, now, characters)) };
}

function cellsOf(target: DeploymentTarget, now: number | undefined, { sign, plain }: Characters): string[] {
  const mark = targetMark(target.status);
  const { startedAt, endedAt = now } = targetTimes(target);
  const time = startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
  return [
    `${sign(mark)} ${mark.word}`,
    target.subject ?? target.id,
    target.label ?? '',
    target.events.map(({ status }) => sign(targetMark(status))).join(''),
    plain(currentEvent(target)?.name ?? '–'),
    plain(durationText(time)),
  ];
}

/** How long an event took, or has run; empty where it has not begun. */
export function eventTime({ status, startedAt, endedAt }: LifecycleEvent, now: number | undefined): string {
  const end = endedAt ?? (status === 'InProgress' ? now : undefined);
  return startedAt === undefined || end === undefined ? '' : durationText(end - startedAt);
}

/** Who gets how much of the traffic, and how many tasks do the work. */
export function trafficTexts(traffic: readonly TrafficShare[]): string[] {
  const weights = trafficText(traffic);
  const tasks = traffic.flatMap(({ label, tasks: count, targetGroup }) =>
    count
      ? [[`${label}: ${count.running ?? 0} of ${count.desired ?? 0} tasks`, targetGroup].filter(Boolean).join(' in ')]
      : [],
  );
  return [...(weights ? [`traffic ${weights}`] : []), ...(tasks.length > 0 ? [tasks.join(', ')] : [])];
}
