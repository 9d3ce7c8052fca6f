import type { LogStreamRef } from './pipeline.ts';

export type BuildStatus = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'IN_PROGRESS' | 'STOPPED';

/** A CodeBuild build as far as a pipeline's operator cares: which phase, since when, where its log is. */
export interface Build {
  readonly id: string;
  readonly number?: number;
  readonly project?: string;
  readonly status: BuildStatus;
  readonly currentPhase?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly phases: readonly BuildPhase[];
  readonly log?: LogStreamRef;
}

export interface BuildPhase {
  readonly name: string;
  readonly status?: BuildStatus;
  readonly startedAt?: number;
  readonly durationSeconds?: number;
  readonly error?: string;
}
