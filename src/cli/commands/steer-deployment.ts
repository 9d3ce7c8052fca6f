import type { Deployment } from '../../domain/deployment.ts';
import type { OperationDeps } from '../../operations/deps.ts';
import type { Plan } from '../../operations/plan.ts';
import { carryOut } from '../change.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { checkDeploymentId } from '../deployment-id.ts';
import { findDeployment } from '../find-deployment.ts';

const ARGUMENTS: CommandSpec['arguments'] = [{ name: '<ID>', description: "the deployment's id" }];

export const stopDeployment: CommandSpec = {
  path: ['deployment', 'stop'],
  summary: 'stop a deployment, and roll it back',
  arguments: ARGUMENTS,
  options: [{ flags: '--rollback', description: 'deploy what succeeded last; else as its group is set' }],
  examples: [
    { command: 'signalbox deployment stop d-9F8E7D6C5 --scenario blue-green', meaning: 'says what follows, then asks' },
    {
      command: 'signalbox deployment stop d-9F8E7D6C5 --rollback --yes --scenario blue-green',
      meaning: 'from a script',
    },
  ],
  noun: 'result',
  run: (invocation) =>
    steer(invocation, async (deps, found) => {
      const { planStopDeployment } = await import('../../operations/stop-deployment.ts');
      return planStopDeployment(deps, { deployment: found, rollback: invocation.flags.on('rollback') });
    }),
};

export const continueDeployment: CommandSpec = {
  path: ['deployment', 'continue'],
  summary: 'reroute the traffic of a blue/green deployment that is ready, or end its wait to terminate',
  arguments: ARGUMENTS,
  options: [{ flags: '--terminate-original', description: 'terminate now what it has replaced' }],
  examples: [
    {
      command: 'signalbox deployment continue d-9F8E7D6C5 --scenario blue-green',
      meaning: 'its traffic moves, if you agree',
    },
    { command: 'signalbox deployment continue d-9F8E7D6C5 --yes --scenario blue-green', meaning: 'from a script' },
  ],
  noun: 'result',
  run: (invocation) =>
    steer(invocation, async (deps, found) => {
      const { planContinueDeployment } = await import('../../operations/continue-deployment.ts');
      const terminateOriginal = invocation.flags.on('terminateOriginal');
      return planContinueDeployment(deps, { deployment: found, terminateOriginal });
    }),
};

async function steer(invocation: Invocation, plan: (deps: OperationDeps, found: Deployment) => Promise<Plan>) {
  const [id = ''] = invocation.words;
  checkDeploymentId(id);
  const session = await invocation.connect();
  const found = await findDeployment(session, id);
  return carryOut(invocation, await plan(session.operations, found));
}
