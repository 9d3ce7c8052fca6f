import {
  type Execution,
  isOver,
  type Revision,
  revisionText,
  shortExecution,
  shortRevision,
} from '../../domain/execution.ts';
import type { Attempt } from '../../domain/execution-course.ts';
import { type PipelineId, principalText } from '../../domain/identity.ts';
import { type TimelineEvent, timeline } from '../../domain/timeline.ts';
import type { ExecutionReport } from '../../live/execution-report.ts';
import type { RecordedChange } from '../../policy/read-audit.ts';
import { markdownCode, markdownLink, markdownTable, markdownText } from '../../text/markdown.ts';
import { durationText, isoText } from '../../text/time.ts';
import { escapeUnsafe } from '../output/escape.ts';
import { type Session, serviceTime } from '../session.ts';
import { outcomeText, reasonText } from './changes-text.ts';
import { triggerText } from './trigger-text.ts';

/** An execution as a document that can be pasted into an incident review. Times are UTC, so that it reads the same everywhere. */
export function executionMarkdown(
  report: ExecutionReport,
  changes: readonly RecordedChange[],
  session: Session,
): string[] {
  const { execution, pipeline, course, detail } = report;
  const attempts = course.flatMap((stage) => stage.attempts);
  const sections = [
    [`# ${markdownText(pipeline.name)}: execution ${shortExecution(execution.id)}, ${execution.status}`],
    markdownTable(['', ''], facts(report, session)),
    section('Timeline', eventRows(timeline(report, report.rolledBackBy))),
    section('Changed with Signalbox', changeRows(changes)),
    section('Actions', actionRows(attempts, serviceTime(session, pipeline))),
    section('Errors', attempts.flatMap(errorLine)),
    section(
      'Variables',
      markdownTable(
        ['Variable', 'Value'],
        detail.variables.map(({ name, value }) => [markdownCode(name), markdownText(value)]),
      ),
    ),
  ].filter((lines) => lines.length > 0);
  return sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])).map(escapeUnsafe);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function facts(report: ExecutionReport, session: Session): string[][] {
  const { execution, pipeline, detail, rolledBackBy } = report;
  const site = session.live.site(pipeline);
  // Nobody is to take a simulation for production.
  const source =
    site.kind === 'aws' ? undefined : [site.kind === 'mock' ? 'MOCK' : 'ENDPOINT', site.scenario, site.endpoint];
  const end = isOver(execution.status) ? execution.updatedAt : serviceTime(session, pipeline);
  const url = site.kind === 'aws' ? consoleUrl(pipeline, execution) : undefined;
  const rows: [label: string, text: string | undefined][] = [
    ['Source', source && markdownText(source.filter(Boolean).join(' '))],
    [
      'Pipeline',
      markdownText(`${pipeline.name}, ${pipeline.account} ${pipeline.region}, version ${detail.version ?? '?'}`),
    ],
    ['Execution', markdownLink(markdownCode(execution.id), url)],
    ['Status', execution.status],
    ['Mode', execution.mode],
    ['Trigger', markdownText(triggerText(execution))],
    ['Started', execution.startedAt === undefined ? undefined : isoText(execution.startedAt)],
    ['Last change', execution.updatedAt === undefined ? undefined : isoText(execution.updatedAt)],
    [
      'Took',
      execution.startedAt === undefined || end === undefined ? undefined : durationText(end - execution.startedAt),
    ],
    ...execution.revisions.map((revision): [string, string] => ['Revision', revisionLink(revision)]),
    ['Brings back', execution.rollbackOf && markdownCode(execution.rollbackOf)],
    ['Rolled back by', rolledBackBy && markdownCode(rolledBackBy.id)],
    ['Stopped because', execution.stopReason && markdownText(execution.stopReason)],
  ];
  return rows.flatMap(([label, text]) => (text ? [[label, text]] : []));
}

function revisionLink(revision: Revision): string {
  const { action, id, summary, url } = revision;
  const name = id === undefined ? '' : markdownLink(markdownCode(shortRevision(id)), url);
  const subject = markdownText((id === undefined ? revisionText(revision) : (summary?.split('\n', 1)[0] ?? '')) || '');
  return [`${markdownText(action)}:`, name, subject].filter(Boolean).join(' ');
}

function eventRows(events: readonly TimelineEvent[]): string[] {
  const rows = events.map(({ at, where, what, who, said }) => [
    at === undefined ? '' : isoText(at),
    markdownText([where, what].filter(Boolean).join(' ')),
    markdownText(who ?? ''),
    markdownText(said ?? ''),
  ]);
  return markdownTable(['Time (UTC)', 'What', 'Who', 'Said'], rows);
}

/** The audit log of this machine: who asked for what, and why, by its clock. */
function changeRows(changes: readonly RecordedChange[]): string[] {
  const rows = changes.map((change) => [
    change.at,
    markdownText([change.operation, [change.stage, change.action].filter(Boolean).join('/')].filter(Boolean).join(' ')),
    markdownText(principalText(change.principal)),
    markdownText(reasonText(change)),
    markdownText(outcomeText(change)),
    change.requestId === null ? '' : markdownCode(change.requestId),
  ]);
  return markdownTable(['Time (UTC)', 'Change', 'Who', 'Why', 'Outcome', 'Request'], rows);
}

function actionRows(attempts: readonly Attempt[], now: number | undefined): string[] {
  const rows = attempts.map((run) => {
    const end = run.status === 'InProgress' ? now : run.updatedAt;
    return [
      markdownText(`${run.stage}/${run.action}`),
      String(run.attempt),
      markdownText(run.status ?? ''),
      run.startedAt === undefined ? '' : isoText(run.startedAt),
      run.startedAt === undefined || end === undefined ? '' : durationText(end - run.startedAt),
      run.externalUrl
        ? markdownLink(markdownText(run.externalId ?? 'details'), run.externalUrl)
        : markdownText(run.externalId ?? ''),
      run.log ? markdownCode(run.log.text) : '',
    ];
  });
  return markdownTable(['Action', 'Attempt', 'Status', 'Started (UTC)', 'Took', 'Details', 'Log'], rows);
}

function errorLine({ stage, action, attempt, status, error, summary }: Attempt): string[] {
  const said = [error?.code && markdownCode(error.code), error?.message && markdownText(error.message)].filter(Boolean);
  if (status !== 'Failed') return [];
  const what = said.length > 0 ? said.join(': ') : markdownText(summary ?? 'no error was told');
  return [`- **${markdownText(`${stage}/${action}`)}**, attempt ${attempt}: ${what}`];
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The same execution in the AWS console; undefined where that has an address of its own. */
function consoleUrl({ partition, region, name }: PipelineId, { id }: Execution): string | undefined {
  const host = CONSOLES[partition];
  const path = `codesuite/codepipeline/pipelines/${encodeURIComponent(name)}/executions/${id}/timeline`;
  return host && `https://${region}.${host}/${path}?region=${region}`;
}
