import { type Artifact, isOver, revisionText } from '../../domain/execution.ts';
import { type TimelineEvent, type TimelineKind, timeline } from '../../domain/timeline.ts';
import type { ExecutionReport } from '../../live/execution-report.ts';
import { pad, wrap } from '../../text/cut.ts';
import { executionMark, MARKS, type Mark } from '../../text/glyphs.ts';
import { clockText, dayTimeText, durationText, zoneText } from '../../text/time.ts';
import { width } from '../../text/width.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { placeText, type Session, serviceTime } from '../session.ts';
import { sourceLines } from './places.ts';
import { triggerText } from './trigger-text.ts';

/** An execution from its start to its end: what it carries, and what happened to it. */
export function executionText(report: ExecutionReport, session: Session, sheet: Sheet): string[] {
  const { execution, detail, pipeline } = report;
  const mark = executionMark(execution.status);
  const kind = [execution.mode, execution.type, detail.version && `version ${detail.version}`, placeText(pipeline)];
  return [
    ...sourceLines(session, sheet),
    `${sheet.paint(pipeline.name, 'accent')}  ${execution.id}  ${sheet.paint(`${sheet.sign(mark)} ${mark.word}`, mark.tone)}`,
    sheet.paint(kind.filter(Boolean).join('  '), 'muted'),
    '',
    ...factLines(report, session, sheet),
    '',
    ...eventLines(timeline(report, report.rolledBackBy), execution.startedAt, sheet),
  ];
}

function factLines(report: ExecutionReport, session: Session, sheet: Sheet): string[] {
  const { execution, detail, course } = report;
  const outputs = course.flatMap(({ attempts }) => attempts.flatMap((run) => run.outputs));
  const facts: [label: string, texts: string[]][] = [
    ['Time', timeTexts(report, serviceTime(session, report.pipeline))],
    ['Trigger', [triggerText(execution)]],
    ['Revisions', execution.revisions.map((revision) => `${revision.action}: ${revisionText(revision) || '–'}`)],
    ['Rolls back', execution.rollbackOf ? [`to ${execution.rollbackOf}`] : []],
    ['Variables', detail.variables.map(({ name, value }) => `${name}=${value}`)],
    ['Artifacts', outputs.map(artifactText)],
  ];
  const labels = Math.max(...facts.map(([label]) => label.length));
  return facts.flatMap(([label, texts]) =>
    texts.map((text, index) => {
      const name = sheet.paint(pad(index === 0 ? label : '', labels), 'muted');
      return `${name}  ${sheet.plain(escapeUnsafe(text))}`;
    }),
  );
}

/** Of which day, and of which zone, the times of the timeline are. */
function timeTexts({ execution }: ExecutionReport, now: number | undefined): string[] {
  const { startedAt, updatedAt, status } = execution;
  if (startedAt === undefined) return [];
  const end = isOver(status) ? updatedAt : now;
  const took = end === undefined ? '' : `, ${isOver(status) ? 'took' : 'for'} ${durationText(end - startedAt)}`;
  return [`started ${dayTimeText(startedAt)} ${zoneText(startedAt)}${took}`];
}

function artifactText({ name, bucket, key }: Artifact): string {
  return bucket ? `${name}: s3://${bucket}/${key ?? ''}` : name;
}

const EVENT_MARKS: Partial<Record<TimelineKind, Mark>> = {
  asked: MARKS.waiting,
  succeeded: MARKS.ok,
  approved: MARKS.ok,
  failed: MARKS.failed,
  rejected: MARKS.failed,
  abandoned: MARKS.abandoned,
  began: MARKS.running,
  retried: MARKS.running,
};

/** When, how long after the start, what; and below it what was said. */
function eventLines(events: readonly TimelineEvent[], start: number | undefined, sheet: Sheet): string[] {
  const times = events.flatMap(({ at }) => at ?? []);
  const oneDay = Math.max(...times) - Math.min(...times) < 12 * 60 * 60 * 1000;
  const when = (at: number | undefined) => (at === undefined ? '' : oneDay ? clockText(at) : dayTimeText(at));
  const after = (at: number | undefined) =>
    durationText(at === undefined || start === undefined ? undefined : at - start);
  const clocks = Math.max(...events.map(({ at }) => when(at).length));
  const afters = Math.max(...events.map(({ at }) => width(after(at))));
  const indent = clocks + 2 + afters + 2 + 2;
  return events.flatMap((event) => {
    const mark = EVENT_MARKS[event.kind];
    const sign = mark ? sheet.paint(sheet.sign(mark), mark.tone) : ' ';
    const head = sheet.paint(`${pad(when(event.at), clocks)}  ${pad(sheet.plain(after(event.at)), afters)}`, 'muted');
    const said = (event.said ?? '')
      .split('\n')
      .flatMap((line) => wrap(sheet.plain(line), Math.max(20, sheet.columns - indent - 2)));
    return [
      `${head}  ${sign} ${eventText(event)}`,
      ...said.filter(Boolean).map((line) => `${' '.repeat(indent + 2)}${line}`),
    ];
  });
}

function eventText({ where, what, who }: TimelineEvent): string {
  return [where, what, who && `by ${who}`].filter(Boolean).join(' ');
}
