import type { Execution } from '../../domain/execution.ts';
import type { PipelineId } from '../../domain/identity.ts';
import { requiredRevision } from './pipeline-document.ts';
import { isoOrNull, orNull } from './values.ts';

/** One of `executions[]`. */
export function executionSummaryDocument({ name }: PipelineId, execution: Execution) {
  const { trigger } = execution;
  return {
    id: execution.id,
    pipeline: name,
    status: execution.status,
    mode: orNull(execution.mode),
    type: execution.type,
    trigger: trigger ? { type: trigger.type, detail: orNull(trigger.detail) } : null,
    startedAt: isoOrNull(execution.startedAt),
    updatedAt: isoOrNull(execution.updatedAt),
    revisions: execution.revisions.map(requiredRevision),
    rollbackOf: orNull(execution.rollbackOf),
    stopReason: orNull(execution.stopReason),
  };
}
