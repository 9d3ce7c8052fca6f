import type { Deployment } from '../domain/deployment.ts';
import { deploymentOfAction } from '../domain/deployment-of-action.ts';
import { stale } from '../domain/fault.ts';
import type { Place } from '../domain/identity.ts';
import type { StageState } from '../domain/pipeline.ts';
import type { PipelineView } from '../domain/pipeline-view.ts';
import { deployment } from '../live/deployment-needs.ts';
import { type DeploymentStep, type DeploymentStepId, deploymentSteps } from './deployment-steps.ts';
import type { OperationDeps } from './deps.ts';
import type { BranchingOffer, PlannedOffer } from './offers.ts';
import type { Plan } from './plan.ts';

/** For an action whose deployment runs: everything that can be done with that deployment, told by how it stands when asked. */
export function deploymentOffers(
  view: PipelineView,
  stage: StageState,
  actionName: string | undefined,
): BranchingOffer[] {
  const action = stage.actions.find(({ name }) => name === actionName);
  const declared = view.definition?.stages.find(({ name }) => name === stage.name)?.actions;
  const declaration = declared?.find(({ name }) => name === actionName);
  if (!view.state || action?.status !== 'InProgress') return [];
  const ref = deploymentOfAction(view.state.id, action, declaration);
  if (!ref) return [];
  const { place, id } = ref;
  return [
    {
      id: 'deployment',
      label: 'Steer the deployment',
      detail: id,
      dangerous: false,
      title: `Deployment ${id}`,
      choices: (deps) => choices(deps, place, id),
    },
  ];
}

async function choices(deps: OperationDeps, place: Place, id: string): Promise<readonly PlannedOffer[]> {
  const { live } = deps;
  if (!live.isConnected(place)) {
    throw stale('RegionNotChosen', `deployment ${id} is in ${place.region}: choose that region as well`);
  }
  const found = await live.read(deployment({ place, id }));
  return deploymentSteps(live, found).map((step) => offerOf(step, found));
}

const LABELS: Readonly<Record<DeploymentStepId, string>> = {
  continue: 'Reroute the traffic',
  'terminate-original': 'Terminate the original',
  stop: 'Stop the deployment',
  'stop-and-roll-back': 'Stop and roll back',
};

function offerOf({ action, refusal }: DeploymentStep, found: Deployment): PlannedOffer {
  return {
    id: 'deployment',
    label: LABELS[action],
    detail: found.id,
    dangerous: action !== 'continue',
    disabledReason: refusal,
    plan: (deps) => planStep(deps, action, found),
  };
}

/** Loaded when it is asked for: with it comes the client of CodeDeploy. */
async function planStep(deps: OperationDeps, action: DeploymentStepId, found: Deployment): Promise<Plan> {
  if (action === 'continue' || action === 'terminate-original') {
    const { planContinueDeployment } = await import('./continue-deployment.ts');
    return planContinueDeployment(deps, { deployment: found, terminateOriginal: action === 'terminate-original' });
  }
  const { planStopDeployment } = await import('./stop-deployment.ts');
  return planStopDeployment(deps, { deployment: found, rollback: action === 'stop-and-roll-back' });
}
