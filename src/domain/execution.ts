import type { Exact } from './exact.ts';
import { type PipelineId, principalText } from './identity.ts';
import type {
  ActionError,
  ActionStatus,
  ExecutionMode,
  ExecutionStatus,
  ExecutionType,
  LogStreamRef,
} from './pipeline.ts';

/** What a source action took: a commit, an image, an object version. `summary` is the message, also where AWS wraps it in JSON. */
export interface Revision {
  readonly action: string;
  readonly id?: string;
  readonly summary?: string;
  readonly url?: string;
}

/** A line of ListPipelineExecutions. */
export interface Execution {
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly statusSummary?: string;
  readonly startedAt?: number;
  readonly updatedAt?: number;
  readonly revisions: readonly Revision[];
  readonly trigger?: { readonly type: string; readonly detail?: string };
  readonly stopReason?: string;
  readonly mode?: ExecutionMode;
  readonly type: ExecutionType;
  /** Of a rollback: the execution whose work it brings back, which is not the one that it undoes. */
  readonly rollbackOf?: string;
}

/** A page of the executions of a pipeline, newest first; `next` asks for older ones, where there are any. */
export interface Executions {
  readonly pipeline: PipelineId;
  readonly items: readonly Execution[];
  readonly next?: Exact;
}

/** GetPipelineExecution: what the list does not tell of an execution. */
export interface ExecutionDetail {
  readonly id: string;
  /** Of the definition by which it runs. */
  readonly version?: number;
  /** Every variable of the pipeline, with the value that it has in this execution. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** How one run of an action or a rule went, as far as it is told. */
export interface RunCourse {
  readonly status?: ActionStatus;
  readonly startedAt?: number;
  readonly updatedAt?: number;
  readonly updatedBy?: string;
  readonly summary?: string;
  readonly error?: ActionError;
}

/** A line of ListRuleExecutions: one check of one rule of a stage condition. */
export interface RuleExecution extends RunCourse {
  readonly stage: string;
  readonly rule: string;
}

/** What an action takes or makes, and where in S3 it is kept. */
export interface Artifact {
  readonly name: string;
  readonly bucket?: string;
  readonly key?: string;
}

/** A line of ListActionExecutions: one run of one action. */
export interface ActionExecution extends RunCourse {
  readonly executionId: string;
  readonly actionExecutionId: string;
  readonly stage: string;
  readonly action: string;
  readonly category?: string;
  readonly provider?: string;
  /** Present only while an approval is open. */
  readonly token?: Exact;
  readonly externalId?: string;
  readonly externalUrl?: string;
  readonly log?: LogStreamRef;
  readonly inputs: readonly Artifact[];
  readonly outputs: readonly Artifact[];
  readonly outputVariables: Readonly<Record<string, string>>;
  /** With its variables resolved where AWS has done so. */
  readonly configuration: Readonly<Record<string, string>>;
}

export function executionById(executions: Executions | undefined, id: string | undefined): Execution | undefined {
  return id === undefined ? undefined : executions?.items.find((execution) => execution.id === id);
}

/** The person or role that started an execution; undefined where something else did. */
export function startedBy({ trigger }: Pick<Execution, 'trigger'>): string | undefined {
  const { detail = '' } = trigger ?? {};
  return /^arn:[^:]+:(iam|sts):/.test(detail) ? principalText(detail) : undefined;
}

/** Over and not to be resumed by itself: no further change of its status is to be expected without a person. */
export function isOver(status: ExecutionStatus): boolean {
  return status !== 'InProgress' && status !== 'Stopping';
}

/** The rollback that an execution's failure began by itself: its trigger names the execution (spec 2.7) [R]. */
export function rollbackAfter(executions: Executions | undefined, failed: Execution): Execution | undefined {
  return executions?.items.find(
    ({ trigger }) => trigger?.type === 'AutomatedRollback' && trigger.detail?.includes(failed.id),
  );
}

/** 7 characters of a commit or 12 of a digest, otherwise the id itself: as people quote them. */
export function shortRevision(id: string): string {
  if (/^[0-9a-f]{40}$/.test(id)) return id.slice(0, 7);
  if (/^sha256:[0-9a-f]{64}$/.test(id)) return id.slice(7, 19);
  return id;
}

/** The first 6 characters: enough to tell the executions of one pipeline apart on a screen. */
export function shortExecution(id: string): string {
  return id.slice(0, 6);
}

/** Exactly, or by a prefix of at least 6 characters: as {@link shortExecution} shows it. */
export function executionMatches(id: string, wanted: string): boolean {
  return id === wanted || (wanted.length >= 6 && id.startsWith(wanted));
}

const SHORTEST_REVISION = 7;

/** Exactly, or by a prefix of at least 7 characters (cli: Which approval). */
export function revisionMatches(id: string | undefined, wanted: string): boolean {
  return id !== undefined && (id === wanted || (wanted.length >= SHORTEST_REVISION && id.startsWith(wanted)));
}

/** Why less of a revision may not be found: a version or a tag may be as short. Undefined where there is no reason to ask. */
export function wholeRevisionHint(wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted.length >= SHORTEST_REVISION || wanted.startsWith('#')) return undefined;
  return `${wanted} is taken for a whole revision: of a longer one give ${SHORTEST_REVISION} characters or more`;
}

/** `9f3c1a2 Fix rounding of VAT`: the first line of the message after the short id. */
export function revisionText(revision: Revision | undefined): string {
  if (!revision?.id) return revision?.summary ?? '';
  const subject = revision.summary?.split('\n', 1)[0] ?? '';
  return subject === '' ? shortRevision(revision.id) : `${shortRevision(revision.id)} ${subject}`;
}
