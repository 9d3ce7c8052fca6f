import type { Deployment } from './deployment.ts';

/** Lets the group tell what was deployed to it last, and what went well last (spec 3.1). */
export function rememberLast({ id, status, createTime, completeTime, group }: Deployment): void {
  const last = { deploymentId: id, status, endTime: completeTime, createTime };
  group.lastAttemptedDeployment = last;
  if (status === 'Succeeded') group.lastSuccessfulDeployment = last;
}
