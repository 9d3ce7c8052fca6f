import type { Fault } from '../../domain/fault.ts';
import { actionExecutions } from '../../live/needs.ts';
import { type OpenApproval, readOpenApprovals } from '../../operations/open-approvals.ts';
import type { CommandSpec } from '../command.ts';
import { approvalDocument } from '../documents/approval-document.ts';
import { asFault } from '../pick-pipeline.ts';
import { type FleetRow, readFleet } from '../read-fleet.ts';
import { approvalsText } from '../render/approvals-text.ts';
import { pipelineOf, type Session } from '../session.ts';

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
  async run({ words, connect }) {
    const session = await connect();
    const fleet = await readFleet(session, words);
    const parts = await Promise.all(fleet.rows.map((row) => openIn(session, row)));
    const open = parts.flatMap(({ found }) => found);
    return {
      value: open.map((approval) => approvalDocument(approval, runsOf(session, approval))),
      problems: [...fleet.problems, ...parts.flatMap(({ problems }) => problems)],
      text: (sheet) => approvalsText(open, session, sheet),
    };
  },
};

/** What was read to find the approval tells its authors as well. */
function runsOf({ live }: Session, { pipeline, executionId }: OpenApproval) {
  return live.snapshot(actionExecutions(pipeline, executionId)).value ?? [];
}

async function openIn(
  session: Session,
  { id, view }: FleetRow,
): Promise<{ found: readonly OpenApproval[]; problems: readonly Fault[] }> {
  try {
    return { found: await readOpenApprovals(session.live, view), problems: [] };
  } catch (error) {
    return { found: [], problems: [asFault(error).at(pipelineOf(id))] };
  }
}
