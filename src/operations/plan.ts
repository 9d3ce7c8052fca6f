import type { Change } from '../domain/definition-difference.ts';
import type { Fault } from '../domain/fault.ts';
import type { Subject } from '../domain/subject.ts';

export const OPERATION_NAMES = [
  'approve',
  'reject',
  'start',
  'stop',
  'abandon',
  'retry',
  'rollback',
  'override',
  'enable-transition',
  'disable-transition',
  'freeze',
  'unfreeze',
  'apply',
  'stop-deployment',
  'continue-deployment',
  'terminate-original',
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

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

/** Something that a plan may still be given, or may not: then `refusal` says why, as the end of a sentence. */
export interface PlanChoice {
  readonly executionId: string;
  readonly text: string;
  readonly refusal?: string;
}

/** What an operation will do, before anybody confirmed it. Both faces show the same plan. */
export interface Plan {
  readonly operation: OperationName;
  /** A sentence without a full stop: `Approve Gate/Approve in storefront`. */
  readonly title: string;
  /** Everything that will be changed, in the order in which it is sent. */
  readonly subjects: readonly Subject[];
  /** What will be sent, what it will cause and what cannot be undone, in the order to be read. */
  readonly facts: readonly PlanFact[];
  /** Of a plan that cannot be carried out before one is chosen: the newest first, those that may be before the others. */
  readonly choices?: readonly PlanChoice[];
  /** Of a plan that changes a definition: what will be different, which the facts tell in words. */
  readonly difference?: readonly Change[];
  /** The words on the confirming button: `Approve 77b0e1d`. */
  readonly confirm: string;
  /** Cannot be undone or hurts: shown in the colour of danger. */
  readonly dangerous: boolean;
  readonly text?: TextField;
  /** The same as a `signalbox` command, quoted for a shell. */
  command(text?: string): string;
  /** The same as an `aws` command, or as one a line, quoted for a shell; tokens appear as a placeholder. Undefined where `aws` cannot reach the service. */
  awsCommand(text?: string): string | undefined;
  /** Reads again what the plan depends on, sends once, asks for fresh data. Throws Fault: `stale` when what waits is not what was planned. */
  run(text?: string): Promise<OperationResult>;
}

/** What became of one of the things that a plan was to change. */
export interface ChangeMade {
  readonly subject: Subject;
  /** `Disabled` and `Enabled` as AWS says it; `Unchanged` where nothing was to be done any more, or `Failed`. */
  readonly status: 'Disabled' | 'Enabled' | 'Unchanged' | 'Failed';
  readonly requestId?: string;
  /** Why it was not changed though it should have been. */
  readonly fault?: Fault;
}

/** What became of it (cli: result). */
export interface OperationResult {
  readonly operation: OperationName;
  /** The AWS status of what was changed, such as `Approved`, `Stopping`, `InProgress`, `Enabled`. */
  readonly status: string;
  /** What was changed, with what the service said of it, such as the execution that began. */
  readonly subjects: readonly Subject[];
  readonly requestId?: string;
  /** One sentence for a person. */
  readonly message: string;
  /** When it is not 0: the part that could not be done is the message's. */
  readonly exitCode?: number;
  /** Of a plan that changes many things: each of them. */
  readonly changes?: readonly ChangeMade[];
}

/** The one thing that a plan or a result is about; of several, none is meant. */
export function soleSubject({ subjects }: Pick<Plan, 'subjects'>): Partial<Subject> {
  const [first, ...others] = subjects;
  return others.length === 0 ? (first ?? {}) : {};
}
