import type { ActionRun, Execution, SourceRevision, StageRun } from './execution.ts';

/** A stage as the place that one execution has at a time, and what stands in front of it (spec 2.4, 2.5). */
export interface StageGate {
  readonly stageName: string;
  /** The execution that locks the stage. */
  occupant?: Execution;
  /** Inbound executions, the next one first. */
  waiting: Waiter[];
  inbound: TransitionFlag;
  outbound: TransitionFlag;
  /** The execution that entered last. */
  latest?: StageRun;
  /** What ran last of each action, of whichever execution. */
  readonly actions: Map<string, ActionSlot>;
}

export interface Waiter {
  readonly execution: Execution;
  /** False once the transition was enabled too late for it (spec 2.4 rule 4). */
  resumable: boolean;
}

export interface ActionSlot {
  latest: ActionRun;
  revision?: SourceRevision;
}

/** One of the two flags of a transition; both must be enabled to pass (spec 2.5). */
export interface TransitionFlag {
  readonly enabled: boolean;
  readonly reason?: string;
  readonly lastChange?: { readonly by: string; readonly at: number };
  /** Since when it has been disabled without a break. */
  readonly disabledSince?: number;
}

const ENABLED: TransitionFlag = { enabled: true };

/** After a transition was disabled for longer than this, who waits is not resumed (spec 2.4 rule 4). */
const RESUMABLE_FOR = 30 * 24 * 3600 * 1000;

export function newGate(stageName: string): StageGate {
  return { stageName, waiting: [], inbound: ENABLED, outbound: ENABLED, actions: new Map() };
}

/** A second disable replaces reason, by and at (spec 2.5). */
export function disabled(flag: TransitionFlag, reason: string, by: string, at: number): TransitionFlag {
  return { enabled: false, reason, lastChange: { by, at }, disabledSince: flag.disabledSince ?? at };
}

/** The flag when enabled; enabling what is enabled changes nothing (spec 2.5). */
export function enabled(flag: TransitionFlag, by: string, at: number): TransitionFlag {
  return flag.enabled ? flag : { enabled: true, lastChange: { by, at } };
}

/** Whether enabling this flag now comes too late for whoever waits (spec 2.4 rule 4). */
export function isTooLate(flag: TransitionFlag, now: number): boolean {
  return flag.disabledSince !== undefined && now - flag.disabledSince > RESUMABLE_FOR;
}

/** The waiting list after an execution arrived, and whom it superseded; by the mode of the pipeline (spec 2.4). */
export function arrivalAt(waiting: readonly Waiter[], arriving: Execution): Arrival {
  const all = [...waiting, { execution: arriving, resumable: true }];
  return arriving.version.declaration.executionMode === 'QUEUED' ? { waiting: all, superseded: [] } : newestOf(all);
}

interface Arrival {
  readonly waiting: Waiter[];
  readonly superseded: readonly Execution[];
}

/** In SUPERSEDED mode the inbound slot holds one, the newest by start order (spec 2.4 rule 3). */
function newestOf(all: readonly Waiter[]): Arrival {
  const newest = all.reduce((one, other) => (other.execution.number > one.execution.number ? other : one));
  const superseded = all.filter((waiter) => waiter !== newest).map((waiter) => waiter.execution);
  return { waiting: [newest], superseded };
}

/** Who may enter now: the stage is unlocked and the way from the stage before is open (spec 2.4 rule 2, 2.5). */
export function nextToEnter(gate: StageGate, before: StageGate | undefined): Execution | undefined {
  const open = gate.inbound.enabled && (before?.outbound.enabled ?? true);
  if (!open || gate.occupant) return undefined;
  return gate.waiting.find(({ resumable }) => resumable)?.execution;
}

/** The waiting list without this execution. */
export function without(waiting: readonly Waiter[], execution: Execution): Waiter[] {
  return waiting.filter((waiter) => waiter.execution !== execution);
}
