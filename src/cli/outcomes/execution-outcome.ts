import { readExecutionReport } from '../../live/execution-report.ts';
import type { Invocation, Outcome } from '../command.ts';
import { executionDocument } from '../documents/execution-document.ts';
import { executionChanges } from '../execution-changes.ts';
import type { Target } from '../pick-pipeline.ts';
import { executionMarkdown } from '../render/execution-markdown.ts';
import { executionText } from '../render/execution-text.ts';

/** An execution, named by its id or the beginning of it. Throws Fault: not-found, and usage where several begin so. */
export async function executionOutcome(
  invocation: Invocation,
  { session, id }: Target,
  { wanted, markdown }: { wanted: string; markdown: boolean },
): Promise<Outcome> {
  const report = await readExecutionReport(session.live, id, wanted);
  const value = executionDocument(report);
  if (!markdown) return { value, text: (sheet) => executionText(report, session, sheet) };
  const changes = await executionChanges(invocation, id, report.execution.id);
  return { value, text: () => executionMarkdown(report, changes, session) };
}
