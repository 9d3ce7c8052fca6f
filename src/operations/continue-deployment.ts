import { continueDeployment } from '../aws/codedeploy.ts';
import { type Deployment, deployedTo } from '../domain/deployment.ts';
import { notContinuable, notTerminable } from '../domain/deployment-steering.ts';
import { type DeploymentRef, deployment } from '../live/deployment-needs.ts';
import { durationText } from '../text/time.ts';
import { awsLine, signalboxLine } from './command-line.ts';
import { confirmPossible, deploymentSubject, runningText } from './deployment-wording.ts';
import type { OperationDeps } from './deps.ts';
import type { Plan, PlanFact } from './plan.ts';
import { type Aftermath, sendOnce } from './send-once.ts';
import { whereText } from './wording.ts';

/**
 * Plans to end a wait of a blue/green deployment: to reroute the traffic of one that is Ready, or to terminate what it has
 * replaced without waiting longer. Throws Fault `stale` when it does not wait for that.
 */
export async function planContinueDeployment(
  deps: OperationDeps,
  request: { deployment: DeploymentRef; terminateOriginal: boolean },
): Promise<Plan> {
  const { live } = deps;
  const { deployment: ref, terminateOriginal } = request;
  const { place, id } = ref;
  const wait = terminateOriginal ? WAITS.termination : WAITS.ready;
  const found = await live.read(deployment(ref));
  confirmPossible(found, wait.refusal(found), wait.code);
  const subject = deploymentSubject(found);
  return {
    operation: wait.operation,
    title: wait.title(found),
    subjects: [subject],
    facts: [
      { label: 'Runs', text: runningText(live, found) },
      ...wait.facts(found),
      { label: 'Where', text: whereText(live, place) },
    ],
    confirm: `${wait.verb} ${id}`,
    dangerous: terminateOriginal,
    command: () =>
      signalboxLine(live, place, [
        'deployment',
        'continue',
        id,
        ...(terminateOriginal ? ['--terminate-original'] : []),
      ]),
    awsCommand: () =>
      awsLine(
        live,
        place,
        ['continue-deployment', '--deployment-id', id, '--deployment-wait-type', wait.type],
        'deploy',
      ),
    run: async () => {
      const now = await live.read(deployment(ref));
      confirmPossible(now, wait.refusal(now), wait.code, 'nothing was sent');
      const sent = await sendOnce(deps, {
        operation: wait.operation,
        request: 'codedeploy:ContinueDeployment',
        subject,
        send: () => continueDeployment(live.session(place), id, wait.type),
        lookAgain: () => aftermath(deps, ref, wait.isOver),
      });
      return {
        operation: wait.operation,
        status: 'InProgress',
        subjects: [subject],
        requestId: sent.requestId,
        message: wait.done(found),
      };
    },
  };
}

/** What a deployment can wait for, and what is said of it. */
interface Wait {
  readonly type: 'READY_WAIT' | 'TERMINATION_WAIT';
  readonly operation: 'continue-deployment' | 'terminate-original';
  readonly verb: string;
  readonly code: string;
  refusal(found: Deployment): string | undefined;
  title(found: Deployment): string;
  facts(found: Deployment): PlanFact[];
  done(found: Deployment): string;
  isOver(found: Deployment): boolean;
}

const WAITS: Readonly<Record<'ready' | 'termination', Wait>> = {
  ready: {
    type: 'READY_WAIT',
    operation: 'continue-deployment',
    verb: 'Reroute',
    code: 'DeploymentIsNotInReadyStateException',
    refusal: notContinuable,
    title: (found) => `Reroute the traffic of deployment ${found.id} to ${deployedTo(found)}`,
    facts: (found) => [
      { label: 'Then', text: `the traffic goes to the new ${fleetOf(found)}, and away from the ${originalOf(found)}` },
      ...afterwards(found),
    ],
    done: (found) => `Deployment ${found.id} goes on: its traffic goes to the new ${fleetOf(found)}`,
    isOver: ({ status }) => status !== 'Ready',
  },
  termination: {
    type: 'TERMINATION_WAIT',
    operation: 'terminate-original',
    verb: 'Terminate the original of',
    code: 'DeploymentIsNotWaitingToTerminate',
    refusal: notTerminable,
    title: (found) => `Terminate what deployment ${found.id} to ${deployedTo(found)} has replaced`,
    facts: (found) => [
      { label: 'Then', text: `the ${originalOf(found)} are terminated now, and the deployment has succeeded` },
      { label: 'Mind', text: 'they cannot be brought back: a rollback afterwards has to deploy anew' },
    ],
    done: (found) => `Deployment ${found.id} goes on: the ${originalOf(found)} are terminated`,
    isOver: ({ status, waits }) => status === 'Succeeded' || !waits.terminationBegun,
  },
};

function fleetOf({ computePlatform }: Pick<Deployment, 'computePlatform'>): string {
  return computePlatform === 'ECS' ? 'tasks' : 'instances';
}

function originalOf(found: Pick<Deployment, 'computePlatform'>): string {
  return `original ${fleetOf(found)}`;
}

/** What becomes of the original fleet when the traffic has left it. */
function afterwards(found: Deployment): PlanFact[] {
  const { termination } = found.waits;
  if (!termination) return [];
  const text = termination.terminates
    ? `the ${originalOf(found)} are terminated ${termination.ms ? `${durationText(termination.ms)} later` : 'after that'}`
    : `the ${originalOf(found)} are kept`;
  return [{ label: 'After', text }];
}

async function aftermath(
  { live }: OperationDeps,
  ref: DeploymentRef,
  isOver: (found: Deployment) => boolean,
): Promise<Aftermath> {
  const found = await live.read(deployment(ref));
  const now = `deployment ${ref.id} is ${found.status}`;
  // Its wait may also have ended by itself, or by somebody else.
  return { made: isOver(found) ? undefined : false, now };
}
