import type { Deployment } from '../domain/deployment.ts';
import { notContinuable, notRollable, notStoppable, notTerminable } from '../domain/deployment-steering.ts';
import type { Live } from '../live/live.ts';
import { signalboxLine } from './command-line.ts';

export type DeploymentStepId = 'stop' | 'stop-and-roll-back' | 'continue' | 'terminate-original';

/** Something that an operator can do with a deployment. */
export interface DeploymentStep {
  readonly action: DeploymentStepId;
  /** As a sentence names it: `reroute the traffic now`. */
  readonly text: string;
  readonly command: string;
  /** Why it cannot be done now; undefined when it can. */
  readonly refusal?: string;
}

/** What can be done with a deployment, what moves it on first; each says why where it cannot be done now. */
export function deploymentSteps(live: Live, found: Deployment): DeploymentStep[] {
  const { place, id } = found;
  const line = (...words: string[]) => signalboxLine(live, place, ['deployment', ...words]);
  return [
    {
      action: 'continue',
      text: 'reroute the traffic now',
      command: line('continue', id),
      refusal: notContinuable(found),
    },
    {
      action: 'terminate-original',
      text: 'terminate the original now',
      command: line('continue', id, '--terminate-original'),
      refusal: notTerminable(found),
    },
    { action: 'stop', text: 'stop it', command: line('stop', id), refusal: notStoppable(found) },
    {
      action: 'stop-and-roll-back',
      text: 'stop it and roll back',
      command: line('stop', id, '--rollback'),
      refusal: notRollable(found),
    },
  ];
}
