import {
  currentEvent,
  type DeploymentTarget,
  diagnosticsText,
  failedEvents,
  type LifecycleEvent,
  type TrafficShare,
  targetTimes,
  trafficText,
} from '../../domain/deployment-target.ts';
import { cutEnd, wrap } from '../../text/cut.ts';
import { targetMark } from '../../text/deployment-marks.ts';
import type { Column } from '../../text/table.ts';
import { durationText } from '../../text/time.ts';
import type { Sheet } from '../output/sheet.ts';
import { printTable } from './print-table.ts';

/** Lines of targets that a screen or two hold; of more, those that went well are counted. */
const MOST_SHOWN = 60;

/** Lines of a script's output that are shown under its target. */
const LOG_LINES = 12;

const URGENCY = ['Failed', 'InProgress', 'Ready', 'Unknown', 'Pending', 'Skipped', 'Succeeded'];

const COLUMNS: readonly Column[] = [
  { title: 'STATUS' },
  { title: 'TARGET', min: 12, cut: 'middle' },
  { title: 'FLEET' },
  { title: 'EVENTS', drop: 1 },
  { title: 'EVENT', min: 10 },
  { title: 'TIME', align: 'right' },
];

/** The targets of a deployment; what a failed one said stands under it. `now` is epoch milliseconds by the service's clock. */
export function targetLines(targets: readonly DeploymentTarget[], now: number | undefined, sheet: Sheet): string[] {
  if (targets.length === 0) return [];
  const shown = shownTargets(targets);
  const hasFleets = targets.some(({ label }) => label !== undefined);
  const keep = <T>(cells: readonly T[]) => (hasFleets ? [...cells] : cells.filter((_, index) => index !== 2));
  const rows = shown.map((target) => {
    const mark = targetMark(target.status);
    return { cells: keep(cellsOf(target, now, sheet)), tones: { 0: mark.tone } };
  });
  const [head = '', ...lines] = printTable(keep(COLUMNS), rows, sheet);
  const alone = targets.length === 1;
  return [
    '',
    head,
    ...shown.flatMap((target, index) => [
      lines[index] ?? '',
      ...trafficLines(target.traffic, sheet),
      ...(alone ? target.events.map((event) => eventLine(event, now, sheet)) : []),
      ...failedEvents(target).flatMap((event) => diagnosticLines(event, sheet)),
    ]),
    ...restLines(targets, shown),
  ];
}

/** All of a few; of many, what failed and what runs first. */
function shownTargets(targets: readonly DeploymentTarget[]): readonly DeploymentTarget[] {
  if (targets.length <= MOST_SHOWN) return targets;
  return targets.toSorted((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status)).slice(0, MOST_SHOWN);
}

function restLines(targets: readonly DeploymentTarget[], shown: readonly DeploymentTarget[]): string[] {
  if (shown.length === targets.length) return [];
  const rest = targets.filter((target) => !shown.includes(target));
  const counts = URGENCY.flatMap((status) => {
    const count = rest.filter((target) => target.status === status).length;
    return count === 0 ? [] : [`${count} ${targetMark(status as DeploymentTarget['status']).word}`];
  });
  return ['', `and ${rest.length} more: ${counts.join(', ')} (all of them with --output json)`];
}

function cellsOf(target: DeploymentTarget, now: number | undefined, sheet: Sheet): string[] {
  const mark = targetMark(target.status);
  const { startedAt, endedAt = now } = targetTimes(target);
  const time = startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
  return [
    `${sheet.sign(mark)} ${mark.word}`,
    target.subject ?? target.id,
    target.label ?? '',
    target.events.map(({ status }) => sheet.sign(targetMark(status))).join(''),
    sheet.plain(currentEvent(target)?.name ?? '–'),
    sheet.plain(durationText(time)),
  ];
}

function trafficLines(traffic: readonly TrafficShare[], sheet: Sheet): string[] {
  const weights = trafficText(traffic);
  const tasks = traffic.flatMap(({ label, tasks: count, targetGroup }) =>
    count
      ? [[`${label}: ${count.running ?? 0} of ${count.desired ?? 0} tasks`, targetGroup].filter(Boolean).join(' in ')]
      : [],
  );
  return [...(weights ? [`traffic ${weights}`] : []), ...(tasks.length > 0 ? [tasks.join(', ')] : [])].flatMap((text) =>
    indented(wrap(sheet.plain(text), room(sheet))),
  );
}

/** Of a target that is alone there is room for each event. */
function eventLine(event: LifecycleEvent, now: number | undefined, sheet: Sheet): string {
  const mark = targetMark(event.status);
  const end = event.endedAt ?? (event.status === 'InProgress' ? now : undefined);
  const time = event.startedAt === undefined || end === undefined ? '' : `  ${durationText(end - event.startedAt)}`;
  return `  ${sheet.paint(sheet.sign(mark), mark.tone)} ${event.name}${time}`;
}

/** What failed, and the end of what its script wrote. */
function diagnosticLines({ name, diagnostics }: LifecycleEvent, sheet: Sheet): string[] {
  if (!diagnostics) return [];
  const said = `${name}: ${diagnosticsText(diagnostics)}`;
  const tail = diagnostics.logTail.slice(-LOG_LINES);
  return [
    ...indented(wrap(said, room(sheet))).map((line) => sheet.paint(line, 'failed')),
    ...tail.map((line) => sheet.paint(`    | ${cutEnd(line, sheet.limit - 6, sheet.ellipsis)}`, 'muted')),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

function room(sheet: Sheet): number {
  return Math.max(20, sheet.columns - 4);
}
