import { isDeploymentId } from './deployment.ts';
import type { Place } from './identity.ts';
import type { ActionDeclaration, ActionState } from './pipeline.ts';

const PROVIDERS: ReadonlySet<string> = new Set(['CodeDeploy', 'CodeDeployToECS']);

/** Whether an action deploys with CodeDeploy, by its declaration or, whatever deploys, by what it has begun. */
export function isDeployment(
  { externalId }: Pick<ActionState, 'externalId'>,
  declaration: ActionDeclaration | undefined,
): boolean {
  return (externalId !== undefined && isDeploymentId(externalId)) || PROVIDERS.has(declaration?.provider ?? '');
}

/** The deployment behind an action, which may be in another region than its pipeline; undefined before it was made. */
export function deploymentOfAction(
  pipeline: Place,
  { externalId }: Pick<ActionState, 'externalId'>,
  declaration: ActionDeclaration | undefined,
): { readonly place: Place; readonly id: string } | undefined {
  if (externalId === undefined || !isDeploymentId(externalId)) return undefined;
  const { partition, account, region } = pipeline;
  return { place: { partition, account, region: declaration?.region ?? region }, id: externalId };
}
