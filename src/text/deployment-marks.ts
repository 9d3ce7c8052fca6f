import type { DeploymentStatus } from '../domain/deployment.ts';
import type { LifecycleStatus, TargetStatus } from '../domain/deployment-target.ts';
import { MARKS, type Mark } from './glyphs.ts';

const READY: Mark = { ...MARKS.waiting, word: 'ready' };
const PENDING: Mark = { ...MARKS.none, word: 'pending' };

const DEPLOYMENT_MARKS: Readonly<Record<DeploymentStatus, Mark>> = {
  Created: { ...MARKS.none, word: 'created' },
  Queued: { ...MARKS.none, word: 'queued' },
  InProgress: MARKS.running,
  Baking: { ...MARKS.running, word: 'baking' },
  Ready: READY,
  Succeeded: MARKS.ok,
  Failed: MARKS.failed,
  Stopped: MARKS.stopped,
};

const TARGET_MARKS: Readonly<Record<TargetStatus, Mark>> = {
  Pending: PENDING,
  InProgress: MARKS.running,
  Succeeded: MARKS.ok,
  Failed: MARKS.failed,
  Skipped: MARKS.skipped,
  Unknown: MARKS.unknown,
  Ready: READY,
};

/** Statuses that a newer AWS may invent are unknown, never a crash. */
export function deploymentMark(status: DeploymentStatus): Mark {
  return DEPLOYMENT_MARKS[status] ?? MARKS.unknown;
}

/** The same of a target, and of a lifecycle event. */
export function targetMark(status: TargetStatus | LifecycleStatus): Mark {
  return TARGET_MARKS[status] ?? MARKS.unknown;
}
