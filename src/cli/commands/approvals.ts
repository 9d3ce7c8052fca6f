import type { PipelineSummary } from '../../domain/pipeline.ts';
import { actionExecutions } from '../../live/needs.ts';
import { readPipelineView } from '../../live/pipeline-views.ts';
import { type OpenApproval, readOpenApprovals } from '../../operations/open-approvals.ts';
import type { CommandSpec } from '../command.ts';
import { approvalDocument } from '../documents/approval-document.ts';
import { eachPipeline } from '../each-pipeline.ts';
import { approvalsText } from '../render/approvals-text.ts';
import type { Session } from '../session.ts';

export const approvals: CommandSpec = {
  path: ['approvals'],
  summary: 'every open approval: revision, waiting since, deadline, what it would release',
  arguments: [{ name: '[GLOB...]', description: 'only pipelines whose name matches one of these' }],
  options: [],
  examples: [
    { command: 'signalbox approvals', meaning: 'everything that waits for a person' },
    { command: "signalbox approvals 'pay*' --output ndjson", meaning: 'one object a line' },
  ],
  noun: 'approvals',
  async run({ words, connect, progress }) {
    const session = await connect();
    const fleet = await eachPipeline(session, words, progress, (summary) => openIn(session, summary));
    const open = fleet.found.flat();
    return {
      value: open.map((approval) => approvalDocument(approval, runsOf(session, approval))),
      problems: fleet.problems,
      text: (sheet) => approvalsText(open, session, sheet),
    };
  },
};

/** What was read to find the approval tells its authors as well. */
function runsOf({ live }: Session, { pipeline, executionId }: OpenApproval) {
  return live.snapshot(actionExecutions(pipeline, executionId)).value ?? [];
}

async function openIn({ live }: Session, summary: PipelineSummary): Promise<readonly OpenApproval[]> {
  return readOpenApprovals(live, { ...(await readPipelineView(live, summary.id)), summary });
}
