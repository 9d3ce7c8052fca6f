import {
  type DeploymentTarget,
  diagnosticsText,
  failedEvents,
  type LifecycleEvent,
} from '../../domain/deployment-target.ts';
import { cutEnd, wrap } from '../../text/cut.ts';
import { targetMark } from '../../text/deployment-marks.ts';
import { byUrgency, eventTime, LOG_LINES, statusCounts, targetTable, trafficTexts } from '../../text/target-words.ts';
import type { Sheet } from '../output/sheet.ts';
import { printTable } from './print-table.ts';

/** Lines of targets that a screen or two hold; of more, those that went well are counted. */
const MOST_SHOWN = 60;

/** The targets of a deployment; what a failed one said stands under it. `now` is epoch milliseconds by the service's clock. */
export function targetLines(targets: readonly DeploymentTarget[], now: number | undefined, sheet: Sheet): string[] {
  if (targets.length === 0) return [];
  const shown = shownTargets(targets);
  const table = targetTable(targets, sheet);
  const rows = shown.map((target) => ({
    cells: table.cells(target, now),
    tones: { 0: targetMark(target.status).tone },
  }));
  const [head = '', ...lines] = printTable(table.columns, rows, sheet);
  const alone = targets.length === 1;
  return [
    '',
    head,
    ...shown.flatMap((target, index) => [
      lines[index] ?? '',
      ...trafficTexts(target.traffic).flatMap((text) => indented(wrap(sheet.plain(text), room(sheet)))),
      ...(alone ? target.events.map((event) => eventLine(event, now, sheet)) : []),
      ...failedEvents(target).flatMap((event) => diagnosticLines(event, sheet)),
    ]),
    ...restLines(targets, shown),
  ];
}

/** All of a few; of many, what failed and what runs first. */
function shownTargets(targets: readonly DeploymentTarget[]): readonly DeploymentTarget[] {
  return targets.length <= MOST_SHOWN ? targets : byUrgency(targets).slice(0, MOST_SHOWN);
}

function restLines(targets: readonly DeploymentTarget[], shown: readonly DeploymentTarget[]): string[] {
  if (shown.length === targets.length) return [];
  const rest = targets.filter((target) => !shown.includes(target));
  return ['', `and ${rest.length} more: ${statusCounts(rest)} (all of them with --output json)`];
}

/** Of a target that is alone there is room for each event. */
function eventLine(event: LifecycleEvent, now: number | undefined, sheet: Sheet): string {
  const mark = targetMark(event.status);
  return `  ${sheet.paint(sheet.sign(mark), mark.tone)} ${event.name}  ${eventTime(event, now)}`.trimEnd();
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
