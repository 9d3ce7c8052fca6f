import { stopDeployment } from '../aws/codedeploy.ts';
import {
  countsText,
  type Deployment,
  type DeploymentGroup,
  deployedTo,
  isDeploymentOver,
  rollsBackOnStop,
  targetsInAll,
} from '../domain/deployment.ts';
import { notRollable, notStoppable } from '../domain/deployment-steering.ts';
import { stale } from '../domain/fault.ts';
import { type DeploymentRef, deployment, deploymentGroup } from '../live/deployment-needs.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import { confirmPossible, deploymentSubject, runningText } from './deployment-wording.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { whereText } from './wording.ts';

/**
 * Plans to stop a deployment, and to roll it back where that is asked for or its group does so by itself. Throws Fault `stale`
 * when it is over, is steered by somebody else, or has nothing to be rolled back to.
 */
export async function planStopDeployment(
  deps: OperationDeps,
  request: { deployment: DeploymentRef; rollback: boolean },
): Promise<Plan> {
  const { live } = deps;
  const { deployment: ref, rollback } = request;
  const { place, id } = ref;
  const found = await live.read(deployment(ref));
  confirmPossible(found, notStoppable(found), 'DeploymentAlreadyCompletedException');
  const rollsBack = rollback || (rollsBackOnStop(found) && notRollable(found) === undefined);
  const group = rollsBack ? await readGroup(deps, found) : undefined;
  if (rollback) confirmPossible(found, notRollable(found, group), 'NoRollbackTarget');
  const subject = deploymentSubject(found);
  const operation = 'stop-deployment';
  return {
    operation,
    title: `${rollback ? 'Stop and roll back' : 'Stop'} deployment ${id} to ${deployedTo(found)}`,
    subjects: [subject],
    facts: [
      { label: 'Runs', text: runningText(live, found) },
      { label: 'Stands', text: standsText(found) },
      { label: 'Then', text: thenText(found) },
      ...rollbackFacts(found, rollsBack, group),
      ...mindFacts(found),
      { label: 'Where', text: whereText(live, place) },
    ],
    confirm: `${rollback ? 'Stop and roll back' : 'Stop'} ${id}`,
    dangerous: leavesMachinesBetween(found),
    command: () => signalboxLine(live, place, ['deployment', 'stop', id, ...(rollback ? ['--rollback'] : [])]),
    awsCommand: () =>
      awsLine(
        live,
        place,
        ['stop-deployment', '--deployment-id', id, ...(rollback ? ['--auto-rollback-enabled'] : [])],
        'deploy',
      ),
    run: async () => {
      const now = await live.read(deployment(ref));
      confirmPossible(now, notStoppable(now), 'DeploymentAlreadyCompletedException', 'nothing was sent');
      const sent = await sendOnce(deps, {
        operation,
        request: 'codedeploy:StopDeployment',
        subject,
        send: () => stopDeployment(live.session(place), id, rollback || undefined),
        lookAgain: () => stopAftermath(deps, ref),
      });
      return {
        operation,
        status: 'Stopping',
        subjects: [subject],
        requestId: sent.requestId,
        message: `Stopping deployment ${id} to ${deployedTo(found)}${rollsBack ? '; it is rolled back then' : ''}`,
      };
    },
  };
}

/** A group that has been deleted has nothing that could be rolled back to. */
async function readGroup({ live }: OperationDeps, { place, application, group }: Deployment) {
  if (application === undefined || group === undefined) throw stale('NoRollbackTarget', 'its deployment group is gone');
  return live.read(deploymentGroup(place, { application, group }));
}

function standsText(found: Deployment): string {
  const all = targetsInAll(found.targets);
  return all === 0 ? `${found.status}, no target has begun` : `${found.status}: ${countsText(found.targets)}`;
}

function thenText({ computePlatform, status }: Deployment): string {
  if (computePlatform === 'Server') {
    return status === 'Ready'
      ? 'the traffic stays where it is; what was prepared is not used'
      : 'no further lifecycle event begins; those that run come to their end';
  }
  return 'the traffic goes back to what served before';
}

function rollbackFacts(found: Deployment, rollsBack: boolean, group: DeploymentGroup | undefined): PlanFact[] {
  const label = 'Rollback';
  if (!rollsBack)
    return found.computePlatform === 'Server' ? [{ label, text: 'none: what was deployed so far stays' }] : [];
  const { lastGood, lastSuccessful } = group ?? {};
  if (!lastGood) return [{ label, text: `none: no deployment to ${found.group} has succeeded yet` }];
  const of = lastSuccessful ? `, of deployment ${lastSuccessful}` : '';
  const why = rollsBackOnStop(found) ? ' (the group rolls back what is stopped)' : '';
  return [{ label, text: `a new deployment of ${lastGood.text}${of}${why}` }];
}

function mindFacts(found: Deployment): PlanFact[] {
  if (!leavesMachinesBetween(found)) return [];
  const { inProgress } = found.targets;
  const which = inProgress === 0 ? 'a machine' : `${inProgress} ${inProgress === 1 ? 'machine' : 'machines'}`;
  return [
    { label: 'Mind', text: `${which} may be left between two revisions; this cannot be undone, only deployed over` },
  ];
}

/** Scripts on machines end where they are; a service or a function has its old version still. */
function leavesMachinesBetween({ computePlatform, status }: Deployment): boolean {
  return computePlatform === 'Server' && status !== 'Ready';
}

async function stopAftermath({ live }: OperationDeps, ref: DeploymentRef): Promise<Aftermath> {
  const found = await live.read(deployment(ref));
  const now = `deployment ${ref.id} is ${found.status}`;
  if (found.status === 'Stopped') return { made: true, now };
  // Until the events that run have ended, a deployment that is being stopped looks like one that is not.
  return { made: isDeploymentOver(found) ? false : undefined, now };
}
