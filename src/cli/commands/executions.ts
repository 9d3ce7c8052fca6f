import { usage } from '../../domain/fault.ts';
import { EXECUTION_STATUSES, type ExecutionStatus } from '../../domain/pipeline.ts';
import { readHistory } from '../../live/execution-history.ts';
import type { CommandSpec } from '../command.ts';
import { executionSummaryDocument } from '../documents/execution-document.ts';
import { withPipeline } from '../pick-pipeline.ts';
import { executionsText } from '../render/executions-text.ts';
import { wholeNumber } from '../whole-number.ts';

const USUAL_LIMIT = 20;

export const executions: CommandSpec = {
  path: ['executions'],
  summary: 'what ran through a pipeline, newest first',
  arguments: [{ name: '<PIPELINE>', description: "the pipeline's name" }],
  options: [
    { flags: '--status <S>', description: `only these: ${EXECUTION_STATUSES.join(', ')}`, choices: EXECUTION_STATUSES },
    { flags: '--limit <N>', description: `at most so many, ${USUAL_LIMIT} unless told otherwise` },
  ],
  examples: [
    { command: 'signalbox executions storefront', meaning: 'the newest ones' },
    { command: 'signalbox executions storefront --status failed --limit 5', meaning: 'the last failures' },
  ],
  noun: 'executions',
  run: (invocation) => {
    const { words, flags } = invocation;
    const status = statusNamed(flags.text('status'));
    const limit = wholeNumber('--limit', flags.text('limit')) ?? USUAL_LIMIT;
    return withPipeline(
      invocation,
      words[0] ?? '',
      async ({ session, id }) => {
        const wanted = status && ((execution: { status: ExecutionStatus }) => execution.status === status);
        const history = await readHistory(session.live, id, { limit, wanted });
        return {
          value: history.items.map((execution) => executionSummaryDocument(id, execution)),
          text: (sheet) => executionsText(id, history, session, sheet),
        };
      },
      { everywhere: false },
    );
  },
};

function statusNamed(text: string | undefined): ExecutionStatus | undefined {
  if (text === undefined) return undefined;
  const found = EXECUTION_STATUSES.find((status) => status.toLowerCase() === text.toLowerCase());
  if (!found) throw usage(`--status must be one of ${EXECUTION_STATUSES.join(', ')}, not '${text}'`);
  return found;
}
