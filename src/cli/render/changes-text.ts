import { shortExecution } from '../../domain/execution.ts';
import { accountText, principalText } from '../../domain/identity.ts';
import type { RecordedChange } from '../../policy/read-audit.ts';
import type { Tone } from '../../text/glyphs.ts';
import type { Column } from '../../text/table.ts';
import { escapeUnsafe } from '../output/escape.ts';
import type { Sheet } from '../output/sheet.ts';
import { printTable } from './print-table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'AT' },
  { title: 'WHO', min: 8, cut: 'middle' },
  { title: 'OPERATION', min: 7 },
  { title: 'WHAT', min: 12, cut: 'middle' },
  { title: 'WHERE', min: 10, cut: 'middle', drop: 2 },
  { title: 'OUTCOME', min: 9 },
  { title: 'WHY', min: 8, drop: 1 },
];

const OUTCOME_COLUMN = 5;

const TONES: Readonly<Record<RecordedChange['outcome'], Tone>> = {
  succeeded: 'ok',
  failed: 'failed',
  unknown: 'waiting',
};

/** A row a change, the oldest first. Times are UTC and can be given to `--since`. */
export function changesText(changes: readonly RecordedChange[], sheet: Sheet): string[] {
  if (changes.length === 0) return ['no changes'];
  const rows = changes.map((change) => ({
    cells: cells(change).map((cell) => escapeUnsafe(cell)),
    tones: { [OUTCOME_COLUMN]: TONES[change.outcome] },
  }));
  return printTable(COLUMNS, rows, sheet);
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
