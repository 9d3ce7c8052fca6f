import type { PipelineId } from '../domain/identity.ts';

export type OperationName =
  | 'approve'
  | 'reject'
  | 'start'
  | 'stop'
  | 'abandon'
  | 'retry'
  | 'enable-transition'
  | 'disable-transition';

/** A text that the operator may or must give: a comment, a reason. */
export interface TextField {
  readonly label: string;
  readonly max: number;
  readonly required: boolean;
  /** Why AWS would not take this text, in a line; undefined when it would. */
  check(text: string): string | undefined;
}

export interface PlanFact {
  readonly label: string;
  readonly text: string;
}

/** What an operation will do, before anybody confirmed it. Both faces show the same plan. */
export interface Plan {
  readonly operation: OperationName;
  /** A sentence without a full stop: `Approve Gate/Approve in storefront`. */
  readonly title: string;
  readonly pipeline: PipelineId;
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
  /** What will be sent, what it will cause and what cannot be undone, in the order to be read. */
  readonly facts: readonly PlanFact[];
  /** The words on the confirming button: `Approve 77b0e1d`. */
  readonly confirm: string;
  /** Cannot be undone or hurts: shown in the colour of danger. */
  readonly dangerous: boolean;
  readonly text?: TextField;
  /** The same as a `signalbox` command, quoted for a shell. */
  command(text?: string): string;
  /** The same as an `aws` command, quoted for a shell; tokens appear as a placeholder. Undefined where `aws` cannot reach the service. */
  awsCommand(text?: string): string | undefined;
  /** Reads again what the plan depends on, sends once, asks for fresh data. Throws Fault: `stale` when what waits is not what was planned. */
  run(text?: string): Promise<OperationResult>;
}

/** What became of it (cli: result). */
export interface OperationResult {
  readonly operation: OperationName;
  /** The AWS status of what was changed, such as `Approved`, `Stopping`, `InProgress`, `Enabled`. */
  readonly status: string;
  readonly pipeline: PipelineId;
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
  readonly requestId?: string;
  /** One sentence for a person. */
  readonly message: string;
}
