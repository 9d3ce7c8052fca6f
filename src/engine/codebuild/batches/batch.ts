import type { BatchBuild } from '../../../rules/buildspec/batch-spec.ts';
import type { BuildHandle } from '../builds/build-handle.ts';
import type { BuildSettings } from '../builds/build-settings.ts';
import type { BuildStart } from '../builds/build-starts.ts';
import type { BuildStatus, EndStatus, PhaseContext } from '../builds/phases.ts';
import type { BatchConfig } from '../projects/project.ts';

export type BatchPhaseType =
  | 'SUBMITTED'
  | 'DOWNLOAD_BATCHSPEC'
  | 'IN_PROGRESS'
  | 'COMBINE_ARTIFACTS'
  | 'SUCCEEDED'
  | 'FAILED';

/** Times are epoch milliseconds; the last phase has a start and nothing else. */
export interface BatchPhase {
  readonly type: BatchPhaseType;
  readonly startTime: number;
  endTime?: number;
  status?: EndStatus;
  context?: PhaseContext;
}

/** A build of a batch, and how far it is. */
export interface BuildGroup {
  readonly asked: BatchBuild;
  /** Absent: it has not begun, or there was no room for it. */
  handle?: BuildHandle;
  hasBegun: boolean;
  status?: EndStatus;
}

/** Builds of a project that are started together (spec 4) [M: BuildBatch]. */
export interface BuildBatch {
  readonly uuid: string;
  /** Counts the batches of its project from 1. */
  readonly number: number;
  readonly startTime: number;
  /** What its builds have in common. */
  readonly start: BuildStart & { readonly settings: BuildSettings };
  readonly config: BatchConfig;
  readonly phases: BatchPhase[];
  readonly groups: BuildGroup[];
  status: BuildStatus;
}

export function newGroup(asked: BatchBuild): BuildGroup {
  return { asked, hasBegun: false };
}
