import type { ActionLine } from './pipeline-lines.ts';

const DEFAULT_APPROVAL_MINUTES = 7 * 24 * 60;

/** How long an action ran, or has been running, in milliseconds. `now` is epoch milliseconds by the service's clock. */
export function actionDuration(line: ActionLine, now: number | undefined): number | undefined {
  const { action, run } = line;
  const startedAt = run?.startedAt ?? (action.status === 'InProgress' ? action.since : undefined);
  if (action.status === undefined || startedAt === undefined) return undefined;
  const end = action.status === 'InProgress' ? now : (run?.updatedAt ?? action.since);
  return end === undefined ? undefined : end - startedAt;
}

/** When an approval will fail by itself: AWS does not tell, its timeout counts from its start (spec 2.6). */
export function approvalDeadline(line: ActionLine): number | undefined {
  const startedAt = line.run?.startedAt ?? line.action.since;
  if (!line.declaration || startedAt === undefined) return undefined;
  return startedAt + (line.declaration.timeoutMinutes ?? DEFAULT_APPROVAL_MINUTES) * 60_000;
}
