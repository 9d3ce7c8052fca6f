import type { ActionExecution, Revision } from '../../domain/execution.ts';
import type { Carried, OpenApproval } from '../../operations/open-approvals.ts';
import type { approval as approvalShape } from '../schema/approval.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { requiredRevision } from './pipeline-document.ts';
import { isoOrNull, orNull } from './values.ts';

/** One of `approvals[]`: what waits for a person, and what a yes would let through. `runs` are those of its execution. */
export function approvalDocument(
  approval: OpenApproval,
  runs: readonly ActionExecution[],
): DocumentOf<typeof approvalShape> {
  const { pipeline, next } = approval;
  return {
    pipeline: pipeline.name,
    account: orNull(pipeline.account || undefined),
    region: pipeline.region,
    stage: approval.stage,
    action: approval.action,
    executionId: approval.executionId,
    actionExecutionId: approval.actionExecutionId,
    revisions: approval.revisions.map((revision) => {
      const { url, ...rest } = requiredRevision(revision);
      return { ...rest, author: authorOf(revision, runs), url };
    }),
    since: isoOrNull(approval.since),
    deadline: isoOrNull(approval.deadline),
    comment: orNull(approval.comment),
    link: orNull(approval.link),
    ahead: approval.ahead.map(carriedDocument),
    live: approval.live ? carriedDocument(approval.live) : null,
    next: next ? { stage: next.stage, open: next.open } : null,
  };
}

/** Only a connection's source action says who wrote the commit, among its output variables. */
function authorOf({ action }: Revision, runs: readonly ActionExecution[]): string | null {
  const variables = runs.find((run) => run.action === action)?.outputVariables ?? {};
  return variables.AuthorDisplayName ?? variables.AuthorId ?? null;
}

function carriedDocument({ executionId, revisionId }: Carried) {
  return { executionId, revisionId: orNull(revisionId) };
}
