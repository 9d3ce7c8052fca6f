import type { OperationId } from '../aws/operation-ids.ts';
import type { Subject } from '../domain/subject.ts';
import type { Site } from '../live/site.ts';

export const AUDIT_SCHEMA = 'signalbox-audit/1';

/** `attempted` is written before a change is sent; the others say what became of it. `unknown`: the answer was lost. */
export type AuditPhase = 'attempted' | 'succeeded' | 'failed' | 'unknown';

/** A line of the audit log. A change has two, with the same id; of one whose process died the second is missing. */
export interface AuditEntry {
  readonly schema: typeof AUDIT_SCHEMA;
  readonly id: string;
  /** Local time in ISO-8601 UTC. */
  readonly at: string;
  readonly phase: AuditPhase;
  /** The verb: `approve`, `freeze`. */
  readonly operation: string;
  /** The request of the service: `codepipeline:PutApprovalResult`. */
  readonly request: OperationId;
  /** ARN of the caller. */
  readonly principal: string;
  readonly profile: string | null;
  readonly source: Site['kind'];
  readonly endpoint: string | null;
  readonly account: string;
  readonly region: string;
  readonly pipeline: string | null;
  readonly stage: string | null;
  readonly action: string | null;
  readonly executionId: string | null;
  readonly application: string | null;
  readonly deploymentGroup: string | null;
  readonly deploymentId: string | null;
  /** The comment or reason that went to the service. */
  readonly text: string | null;
  /** What unlocked a protected environment, or `--why`. */
  readonly why: string | null;
  readonly requestId: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly pid: number;
  readonly version: string;
}

/** What is known before a change is sent. */
export interface AuditedChange {
  readonly operation: string;
  readonly request: OperationId;
  readonly subject: Subject;
  readonly text?: string;
  readonly why?: string;
}

/** What became of it. */
export interface AuditOutcome {
  readonly phase: Exclude<AuditPhase, 'attempted'>;
  readonly requestId?: string;
  readonly executionId?: string;
  readonly deploymentId?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Writes what is attempted and what becomes of it. */
export interface Audit {
  /** Throws Fault `refused-here` when it must be written and cannot. The answer is called once, with what became of it. */
  attempt(change: AuditedChange, site: Site): (outcome: AuditOutcome) => void;
}
