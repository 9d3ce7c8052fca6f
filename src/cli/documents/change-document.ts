import type { RecordedChange } from '../../policy/read-audit.ts';
import type { change as changeShape } from '../schema/change.ts';
import type { DocumentOf } from '../schema/shape.ts';

/** One of `changes[]`: what the audit log tells of it. */
export function changeDocument(change: RecordedChange): DocumentOf<typeof changeShape> {
  return {
    id: change.id,
    at: change.at,
    endedAt: change.endedAt,
    outcome: change.outcome,
    operation: change.operation,
    request: change.request,
    principal: change.principal,
    profile: change.profile,
    source: change.source,
    endpoint: change.endpoint,
    account: change.account,
    region: change.region,
    pipeline: change.pipeline,
    stage: change.stage,
    action: change.action,
    executionId: change.executionId,
    application: change.application,
    deploymentGroup: change.deploymentGroup,
    deploymentId: change.deploymentId,
    text: change.text,
    why: change.why,
    requestId: change.requestId,
    error: change.error,
    version: change.version,
  };
}
