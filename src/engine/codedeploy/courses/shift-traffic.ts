import { type TrafficRoutingConfig, trafficSteps } from '../../../rules/deployments/traffic-shift.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';

/** Moves traffic step by step as the configuration says; a rollback moves all of it at once (spec 3.8, 3.10). */
export function shiftTraffic(run: DeploymentRun, setWeight: (percent: number) => void, end: () => void): void {
  const { config, creator } = run.deployment;
  const { type = 'AllAtOnce', ...blocks } = config.trafficRoutingConfig ?? {};
  const routing: TrafficRoutingConfig = creator === 'codeDeployRollback' ? { type: 'AllAtOnce' } : { type, ...blocks };
  for (const { after, percent } of trafficSteps(routing)) {
    const step = () => {
      setWeight(percent);
      if (percent === 100) end();
    };
    if (after === 0) step();
    else run.after(after, step);
  }
}
