import type { BehaviorRule } from '../../behaviors.ts';
import type { EngineContext } from '../engine-context.ts';
import type { ActionRun, ErrorDetails, SourceRevision } from '../executions/execution.ts';

/** What an action ends with. */
export interface ActionResult {
  readonly summary?: string;
  readonly error?: ErrorDetails;
  readonly outputVariables?: Readonly<Record<string, string>>;
  readonly revision?: SourceRevision;
  readonly externalId?: string;
}

/** An action that starts now, and all that its runner may do with it. What comes after its end is ignored. */
export interface StartingAction {
  readonly context: EngineContext;
  readonly run: ActionRun;
  /** With variables resolved. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly rule: BehaviorRule | undefined;
  /** When the action fails for want of an end, epoch milliseconds (spec 2.3, 2.6). */
  readonly deadline: number;
  succeed(result: ActionResult): void;
  fail(result: ActionResult): void;
  /** Ends the action after so many seconds, unless its timeout comes first. */
  endAfter(seconds: number, end: () => void): void;
  /** Leaves the end to somebody else; without one the action times out. */
  awaitEnd(): void;
}

/** Starts one kind of action. */
export type Runner = (starting: StartingAction) => void;
