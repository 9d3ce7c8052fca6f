import type { ErrorInformation } from './deployment.ts';

/** What is said of a deployment that fails or is stopped, by its code; what the guide does not tell is [D] (spec 3.5). */
export const FAILURES = {
  HEALTH_CONSTRAINTS:
    'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
  HEALTH_CONSTRAINTS_INVALID:
    'The revision cannot be successfully deployed within the instance health constraints specified.',
  NO_INSTANCES:
    'The deployment failed because no instances were found for your deployment group. Check your deployment group settings to make sure the tags for your EC2 instances or Auto Scaling groups correctly identify the instances you want to deploy to, and then try again.',
  OVER_MAX_INSTANCES: 'The maximum number of instances for a deployment was exceeded.',
  TIMEOUT: 'The deployment has timed out.',
  APPLICATION_MISSING: 'The application was deleted after the deployment was created.',
  DEPLOYMENT_GROUP_MISSING: 'The deployment group was deleted after the deployment was created.',
  MANUAL_STOP: 'The deployment was stopped by a user.',
} as const satisfies Partial<Record<ErrorInformation['code'], string>>;

export function failure(code: keyof typeof FAILURES): ErrorInformation {
  return { code, message: FAILURES[code] };
}
