import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { findMachine } from '../on-premises/machines.ts';
import type { Machine } from './machine.ts';
import { planForAgent, planForService } from './machine-plan.ts';
import type { Perform, Performance } from './play-events.ts';
import { unknownError } from './target.ts';

const SECOND = 1000;

/** An agent that is not there is looked for this often [D], and waited for this long (spec 3.5). */
const LOOK = 15 * SECOND;
const LONGEST_DELIVERY = 300 * SECOND;
const LONGEST_SILENCE = 3600 * SECOND;

const NOT_RECEIVED =
  'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running and can connect to the CodeDeploy server.';

/**
 * What the agent of a machine does at a lifecycle event, and what the service does there itself, which is to move traffic
 * (spec 3.6). For the agent an event begins when it has fetched it, and ends when it can tell of it.
 */
export function machineAgent(run: DeploymentRun, machine: Machine): Perform {
  return ({ name }, performance) => {
    if (name === 'BlockTraffic' || name === 'AllowTraffic') {
      const { milliseconds, failure } = planForService(run, machine, name);
      performance.begin(false);
      lasting(run, milliseconds, () => performance.end(failure));
      return;
    }
    whenOnline(
      run,
      machine,
      LONGEST_DELIVERY,
      () => {
        const { milliseconds, failure, runsSomething, complete } = planForAgent(run, machine, name);
        performance.begin(runsSomething);
        const end = () => performance.end(failure ?? complete?.());
        if (milliseconds === 0) end();
        else run.after(milliseconds, () => whenOnline(run, machine, LONGEST_SILENCE, end, () => lose(performance)));
      },
      () => {
        performance.begin(false);
        lose(performance);
      },
    );
  };
}

function lose(performance: Performance): void {
  performance.end(unknownError(NOT_RECEIVED));
}

function lasting(run: DeploymentRun, milliseconds: number, end: () => void): void {
  if (milliseconds === 0) end();
  else run.after(milliseconds, end);
}

/** Looks until the agent is there; a machine that is gone has none. */
function whenOnline(
  run: DeploymentRun,
  { id }: Machine,
  patience: number,
  then: () => void,
  otherwise: () => void,
): void {
  const deadline = run.now() + patience;
  const look = () => {
    const { agent = 'online' } = findMachine(run.context, id) ?? { agent: 'offline' };
    if (agent !== 'offline') then();
    else if (run.now() < deadline) run.after(LOOK, look);
    else otherwise();
  };
  look();
}
