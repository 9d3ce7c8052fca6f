import type { Step } from './model.ts';

/** What CreateDeployment takes for a step. */
export function deploymentInput({ place, revision, settings }: Extract<Step, { verb: 'deploy' }>): object {
  const [applicationName, deploymentGroupName] = place.split('/');
  return { applicationName, deploymentGroupName, revision, ...settings };
}
