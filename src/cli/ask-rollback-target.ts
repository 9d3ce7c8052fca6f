import type { Execution } from '../domain/execution.ts';
import { shortExecution } from '../domain/execution.ts';
import { inPipeline } from '../domain/subject.ts';
import { targetText } from '../operations/rollback.ts';
import {
  type NoTarget,
  noTarget,
  pipelineOf,
  type RollbackChoice,
  readNoTargets,
} from '../operations/rollback-targets.ts';
import { agoText } from '../operations/wording.ts';
import { wrap } from '../text/cut.ts';
import { askLine } from './ask.ts';
import { declined, mayAsk, nobodyToAsk } from './change.ts';
import type { Invocation } from './command.ts';
import { type Sheet, sheetFor } from './output/sheet.ts';
import { printTable } from './render/print-table.ts';
import type { Session } from './session.ts';

/** How many targets are offered, the newest first: they and the question fit on a screen. */
const MOST_OFFERED = 12;

/** Has a person choose what a stage is rolled back to; answers the execution's id. Throws Fault: `stale` when there is nothing to choose, `person-needed` when there is nobody. */
export async function askRollbackTarget(
  invocation: Invocation,
  session: Session,
  choice: RollbackChoice,
): Promise<string> {
  const { host, global, signal } = invocation;
  const { live, operations } = session;
  const pipeline = pipelineOf(choice.view);
  if (choice.targets.length === 0) throw await noTarget(live, choice);
  operations.protection.admit([inPipeline(pipeline, { stage: choice.stage.name })]);
  if (!mayAsk(invocation)) throw nobodyToAsk(['--to', ...(global.yes ? [] : ['--yes'])]);
  const sheet = sheetFor({ out: host.err as typeof host.out, env: host.env }, global, session.settings);
  const title = `Roll back ${choice.stage.name} in ${pipeline.name}`;
  const offered = choice.targets.slice(0, MOST_OFFERED);
  const lines = [
    sheet.paint(`${title} to`, 'accent'),
    ...targetLines(session, { ...choice, targets: offered }, sheet),
    ...olderLines(choice.targets.length - offered.length, sheet),
    ...noTargetLines(session, choice, await readNoTargets(live, choice), sheet),
  ];
  for (const line of lines) host.err.write(`${line}\n`);
  for (;;) {
    const answer = await askLine(host, `Which one [1-${offered.length}]?`, signal);
    if (answer === undefined || answer.trim() === '') throw declined(title);
    const target = offered[Number(answer) - 1];
    if (target) return target.id;
    invocation.note(`a number from 1 to ${offered.length} is needed, or nothing to leave it`);
  }
}

const COLUMNS = [
  { title: '', align: 'right' as const },
  { title: 'revision', min: 12, grow: 1 },
  { title: 'started', align: 'right' as const },
  { title: 'execution' },
];

function targetLines(session: Session, { view, targets }: RollbackChoice, sheet: Sheet): string[] {
  const rows = targets.map((target, index) => ({
    cells: [String(index + 1), targetText(view, target), startedText(session, view, target), shortExecution(target.id)],
  }));
  return printTable(COLUMNS, rows, { ...sheet, limit: sheet.limit - 2 }).map((line) => `  ${line}`);
}

function olderLines(count: number, sheet: Sheet): string[] {
  return count === 0 ? [] : [sheet.paint(`     and ${count} older: name one with --to`, 'muted')];
}

function noTargetLines(
  session: Session,
  { view }: RollbackChoice,
  others: readonly NoTarget[],
  sheet: Sheet,
): string[] {
  if (others.length === 0) return [];
  const told = others.flatMap(({ execution, why }) => {
    const words = `${targetText(view, execution)}, ${startedText(session, view, execution)}: ${why}`;
    return wrap(sheet.plain(words), sheet.columns - 6).map(
      (line, index) => `${' '.repeat(index === 0 ? 4 : 6)}${line}`,
    );
  });
  return [sheet.paint('  but not to', 'muted'), ...told];
}

function startedText({ live }: Session, view: RollbackChoice['view'], { startedAt }: Execution): string {
  return `${agoText(live, pipelineOf(view), startedAt)} ago`;
}
