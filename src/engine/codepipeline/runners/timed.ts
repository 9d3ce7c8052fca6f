import type { Random } from '../../random.ts';
import type { ActionResult, StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** An action of which the engine knows no more than how long it takes (engine-control: defaults). */
export function runTimed(starting: StartingAction): void {
  const { run, context } = starting;
  const { provider } = run.action.type;
  run.externalId = externalIdOf(provider, context.world.random);
  playOut(starting, { seconds: SECONDS, result: () => done(provider) });
}

/** The id of what the provider does: a deployment (spec 1.7), for others a UUID [R]. */
function externalIdOf(provider: string, random: Random): string {
  if (provider !== 'CodeDeploy' && provider !== 'CodeDeployToECS') return random.uuid();
  return `d-${random.alphanumeric(9).toUpperCase()}`;
}

function done(provider: string): ActionResult {
  return provider === 'CodeDeploy' || provider === 'CodeDeployToECS' ? { summary: 'Deployment Succeeded' } : {};
}
