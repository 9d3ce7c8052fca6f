import type { BehaviorRule } from '../../behaviors.ts';
import type { EngineContext } from '../engine-context.ts';
import type { ActionRun, ErrorDetails, SourceRevision } from '../executions/execution.ts';
import type { TimeLimit } from './time-limit.ts';

/** What an action, or a rule of a condition, ends with. */
export interface ActionResult {
  readonly summary?: string;
  readonly error?: ErrorDetails;
  readonly outputVariables?: Readonly<Record<string, string>>;
  readonly revision?: SourceRevision;
  readonly externalId?: string;
}

/** Something that starts now and ends by itself, by a behaviour rule or by its limit: an action or a rule of a condition. */
export interface Starting extends TimeLimit {
  readonly context: EngineContext;
  /** For messages: `Action Deploy`. */
  readonly name: string;
  /** With variables resolved. */
  readonly configuration: Readonly<Record<string, string>>;
  /** What a behaviour rule says of it. */
  readonly rule: BehaviorRule | undefined;
  succeed(result: ActionResult): void;
  fail(result: ActionResult): void;
}

/** An action that starts now, and all that its runner may do with it. What comes after its end is ignored. */
export interface StartingAction extends Starting {
  readonly run: ActionRun;
}

/** Starts one kind of action. */
export type Runner = (starting: StartingAction) => void;
