import type { PipelineId } from '../domain/identity.ts';
import { pipelineKey } from '../domain/identity.ts';
import type { Transition } from '../domain/pipeline.ts';

/** A transition that a freeze has closed, or is about to. Times are epoch milliseconds by the service's clock. */
export interface FrozenStage {
  readonly pipeline: PipelineId;
  /** A custom endpoint's URL; null for AWS itself. */
  readonly endpoint: string | null;
  readonly stage: string;
  readonly reason: string;
  /** ARN of who closed it. */
  readonly principal: string;
  /** When it was about to be closed. */
  readonly sentAt: number;
  /** What AWS says of when it was closed; null until that was read. */
  readonly changedAt: number | null;
}

/** What freezes have closed and nobody has opened since. */
export interface FreezeMemory {
  /** Whether it outlives this process. */
  readonly lasting: boolean;
  /** Throws Fault `refused-here` when it cannot be read. */
  recall(): Promise<readonly FrozenStage[]>;
  /** Remembers some, in place of what is known of the same stages, and forgets others; all of it or nothing. Throws Fault `refused-here`. */
  revise(change: {
    readonly remember?: readonly FrozenStage[];
    readonly forget?: readonly FrozenStage[];
  }): Promise<void>;
}

/** Of an engine in this process, whose pipelines end with it. */
export class PassingFreezeMemory implements FreezeMemory {
  readonly lasting = false;
  #frozen: readonly FrozenStage[] = [];

  async recall(): Promise<readonly FrozenStage[]> {
    return this.#frozen;
  }

  async revise(change: Parameters<FreezeMemory['revise']>[0]): Promise<void> {
    this.#frozen = revised(this.#frozen, change);
  }
}

/** A stage that was remembered anew meanwhile is not forgotten. */
export function revised(
  frozen: readonly FrozenStage[],
  { remember = [], forget = [] }: Parameters<FreezeMemory['revise']>[0],
): readonly FrozenStage[] {
  const gone = new Set(forget.map((one) => JSON.stringify(one)));
  const anew = new Set(remember.map(stageKey));
  return [...frozen.filter((one) => !gone.has(JSON.stringify(one)) && !anew.has(stageKey(one))), ...remember];
}

function stageKey({ pipeline, endpoint, stage }: FrozenStage): string {
  return [endpoint ?? '', pipelineKey(pipeline), stage].join(' ');
}

// The service's clock is known by the seconds of its answers.
const CLOCK_TOLERANCE_MS = 5000;

/** Whether a transition is still as the freeze closed it. */
export function isStillFrozen(frozen: FrozenStage, { enabled, reason, by, at }: Transition): boolean {
  if (enabled || reason !== frozen.reason) return false;
  if (frozen.changedAt !== null) return at === frozen.changedAt;
  // Closed by a process that ended before it could read when.
  return by === frozen.principal && at !== undefined && at >= frozen.sentAt - CLOCK_TOLERANCE_MS;
}

/** Whether a freeze that ended too early never came to close this one. */
export function wasNeverClosed({ changedAt, sentAt }: FrozenStage, { at }: Transition): boolean {
  return changedAt === null && (at === undefined || at < sentAt - CLOCK_TOLERANCE_MS);
}
