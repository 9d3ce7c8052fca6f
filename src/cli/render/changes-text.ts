import { shortExecution } from '../../domain/execution.ts';
import { accountText, principalText } from '../../domain/identity.ts';
import type { RecordedChange } from '../../policy/read-audit.ts';
import { wrap } from '../../text/cut.ts';
import type { Tone } from '../../text/glyphs.ts';
import { paintNothing } from '../../text/paint.ts';
import type { Column } from '../../text/table.ts';
import { width } from '../../text/width.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { printTable, type Row } from './print-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'AT' },
  { title: 'WHO' },
  { title: 'OPERATION' },
  { title: 'WHAT' },
  { title: 'WHERE' },
  { title: 'OUTCOME' },
  { title: 'WHY' },
];

const OUTCOME_COLUMN = 5;

const TONES: Readonly<Record<RecordedChange['outcome'], Tone>> = {
  succeeded: 'ok',
  failed: 'failed',
  unknown: 'waiting',
};

/**
 * A row a change, the oldest first; a few lines a change where the rows have no room: of who did what where nothing is cut.
 * Times are UTC and can be given to `--since`.
 */
export function changesText(changes: readonly RecordedChange[], sheet: Sheet): string[] {
  if (changes.length === 0) return ['no changes'];
  const rows = changes.map((change) => ({
    cells: cells(change).map((cell) => escapeUnsafe(cell)),
    tones: { [OUTCOME_COLUMN]: TONES[change.outcome] },
  }));
  const table = printTable(COLUMNS, rows, { ...sheet, terminal: false });
  const widest = Math.max(...printTable(COLUMNS, rows, { ...sheet, paint: paintNothing, terminal: false }).map(width));
  return widest <= sheet.limit ? table : rows.flatMap((row) => lines(row, sheet));
}

function lines({ cells: [at = '', who = '', ...rest], tones }: Row, sheet: Sheet): string[] {
  const [operation = '', what = '', where = '', outcome = '', why = ''] = rest;
  const told = [`${what} by ${who}`, where, why].filter((line) => line !== '');
  return [
    `${at}  ${operation}  ${sheet.paint(outcome, tones?.[OUTCOME_COLUMN] ?? 'plain')}`,
    ...told.flatMap((line) => wrap(line, sheet.columns - 4)).map((line) => `    ${line}`),
  ];
}

function cells(change: RecordedChange): string[] {
  const { at, principal, operation } = change;
  return [
    `${at.slice(0, 19)}Z`,
    principalText(principal),
    operation,
    whatText(change),
    whereText(change),
    outcomeText(change),
    reasonText(change),
  ];
}

/** `storefront Gate/Approve e1a2f0`, `web/blue d-1A2B3C4D5` */
function whatText({
  pipeline,
  stage,
  action,
  executionId,
  application,
  deploymentGroup,
  deploymentId,
}: RecordedChange) {
  const path = (...names: (string | null)[]) => names.filter((name) => name !== null).join('/');
  const execution = executionId === null ? '' : shortExecution(executionId);
  const parts = [
    pipeline ?? '',
    path(stage, action),
    execution,
    path(application, deploymentGroup),
    deploymentId ?? '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What was done to a mock must never be taken for something done to AWS. */
function whereText({ account, region, source, endpoint }: RecordedChange): string {
  const kind = source === 'mock' ? 'MOCK' : (endpoint ?? '');
  return [accountText(account), region, kind].filter((part) => part !== '').join(' ');
}

/** Why it was done, and the comment or reason that went to the service. */
export function reasonText({ why, text }: RecordedChange): string {
  return [...new Set([why, text])].filter((reason) => reason !== null).join('; ');
}

export function outcomeText({ outcome, endedAt, error }: RecordedChange): string {
  if (outcome === 'succeeded') return outcome;
  if (outcome === 'failed') return `failed: ${error?.code ?? 'unknown'}`;
  return endedAt === null ? 'not known: the process ended' : 'not known: the answer was lost';
}
