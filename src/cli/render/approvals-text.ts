import { revisionText, shortExecution } from '../../domain/execution.ts';
import type { OpenApproval } from '../../operations/open-approvals.ts';
import { wrap } from '../../text/cut.ts';
import { MARKS } from '../../text/glyphs.ts';
import { ageText, dayTimeText } from '../../text/time.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Session } from '../session.ts';
import { ageOf, placeColumns, sourceLines } from './places.ts';

/** Every open approval as a short paragraph: what waits, since when and until when, and what a yes would do. */
export function approvalsText(approvals: readonly OpenApproval[], session: Session, sheet: Sheet): string[] {
  const source = sourceLines(session, sheet);
  if (approvals.length === 0) return [...source, 'no open approvals'];
  const places = placeColumns(session);
  const paragraphs = approvals.map((approval) => paragraph(approval, places.cells(approval.pipeline), session, sheet));
  return [...source, ...paragraphs.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))];
}

function paragraph(approval: OpenApproval, place: readonly string[], session: Session, sheet: Sheet): string[] {
  const { pipeline, stage, action, executionId } = approval;
  const sign = sheet.paint(sheet.sign(MARKS.waiting), MARKS.waiting.tone);
  const where = [`${stage}/${action}`, `(${shortExecution(executionId)})`, ...place].join('  ');
  const revisions = approval.revisions.map((revision) => revisionText(revision)).filter((text) => text !== '');
  const facts = [
    ...(revisions.length > 0 ? revisions : ['its revision is not known']),
    waiting(approval, session),
    releases(approval),
    approval.comment ?? '',
    approval.link ?? '',
  ];
  const lines = facts
    .filter((fact) => fact !== '')
    .flatMap((fact) => wrap(sheet.plain(fact), Math.max(20, sheet.columns - 4)));
  return [`${sign} ${sheet.paint(pipeline.name, 'accent')}  ${where}`, ...lines.map((line) => `    ${line}`)];
}

function waiting({ since, deadline, pipeline }: OpenApproval, session: Session): string {
  const until = deadline === undefined ? '' : `; expires ${dayTimeText(deadline)}`;
  return since === undefined ? '' : `waits for a person since ${ageText(ageOf(session, since, pipeline))}${until}`;
}

function releases({ ahead, next }: OpenApproval): string {
  if (!next) return '';
  const count =
    ahead.length === 0
      ? ''
      : `${ahead.length} ${ahead.length === 1 ? 'execution' : 'executions'} since what is live there; `;
  return `next: ${next.stage}, ${count}its transition is ${next.open ? 'open' : 'closed'}`;
}
