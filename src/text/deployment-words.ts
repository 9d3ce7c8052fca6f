import { type Alarms, countsText, type Deployment, isDeploymentOver, targetsInAll } from '../domain/deployment.ts';
import type { DeploymentWait } from '../domain/deployment-wait.ts';
import { dayTimeText, durationText } from './time.ts';

/** What is told of a deployment beside its targets. */
export interface DeploymentTold {
  readonly deployment: Deployment;
  /** Those that end it: its own, or else those of its group. */
  readonly alarms?: Alarms;
  /** What it does or waits for now, in words. */
  readonly text: string;
}

export interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** What a deployment does or waits for. `now` is epoch milliseconds by the service's clock. */
export function nowText(found: Deployment, wait: DeploymentWait | undefined, now: number | undefined): string {
  if (wait) return waitText(found, wait, now);
  switch (found.status) {
    case 'Created':
    case 'Queued':
      return 'it has not begun yet';
    case 'Baking':
      return 'everything is deployed; its alarms are watched for a while';
    case 'InProgress':
      return targetsInAll(found.targets) === 0 ? 'it prepares its targets' : countsText(found.targets);
    case 'Succeeded':
      return 'it has succeeded';
    default:
      return [`it has ${found.status === 'Failed' ? 'failed' : 'been stopped'}`, found.error?.message]
        .filter(Boolean)
        .join(': ');
  }
}

function waitText(found: Deployment, { kind, until, percent }: DeploymentWait, now: number | undefined): string {
  const left = until === undefined || now === undefined ? undefined : durationText(until - now);
  const inSoLong = left === undefined ? '' : ` in ${left}`;
  const original = found.computePlatform === 'ECS' ? 'the original tasks are' : 'the original instances are';
  switch (kind) {
    case 'READY_WAIT':
      return `waits for somebody to reroute the traffic; it stops by itself${inSoLong}`;
    case 'TERMINATION_WAIT':
      return `the traffic is rerouted; ${original} terminated${inSoLong}`;
    case 'TRAFFIC_SHIFT':
      return `shifts the traffic: ${percent} % go to the new version${inSoLong}`;
  }
}

/** `in-place`, `Server`, `OneAtATime`: how it deploys. */
export function kindTexts({ type, computePlatform, config }: Deployment): string[] {
  return [type, computePlatform, config?.replace('CodeDeployDefault.', '')].filter((text) => text !== undefined);
}

/** Everything else of it, each with its label; what is not known is left out. */
export function deploymentFacts(told: DeploymentTold, now: number | undefined): Labelled[] {
  const { deployment: found, alarms } = told;
  const fact = (label: string, text: string | undefined): Labelled[] => (text ? [{ label, text }] : []);
  return [
    ...fact('Revision', found.revision?.text),
    ...fact('Before', found.previousRevision?.text),
    ...fact('About', found.description),
    ...fact('Time', timeText(found, now)),
    ...fact('Targets', targetsText(told)),
    ...fact('Alarms', alarms?.enabled ? alarms.names.join(', ') : undefined),
    ...fact('Rollback', rollbackText(found)),
    ...found.messages.flatMap((message) => fact('Said', message)),
    ...fact('Updates', found.updates.join(', ')),
    ...fact('Follows', found.follows),
  ];
}

/** Unless that is what it says of itself already. */
function targetsText({ deployment: { targets }, text }: DeploymentTold): string | undefined {
  const counts = countsText(targets);
  return targetsInAll(targets) === 0 || counts === text ? undefined : counts;
}

function timeText(found: Deployment, now: number | undefined): string | undefined {
  const from = found.startedAt ?? found.createdAt;
  if (from === undefined) return undefined;
  const by = found.creator && found.creator !== 'user' ? ` by ${found.creator}` : '';
  const until = isDeploymentOver(found) ? found.endedAt : now;
  const length = until === undefined ? undefined : durationText(until - from);
  const took = length === undefined ? '' : isDeploymentOver(found) ? `, took ${length}` : `, ${length} ago`;
  return `${found.startedAt === undefined ? 'created' : 'started'} ${dayTimeText(from)}${by}${took}`;
}

/** Both ends of the link, or whether there would be one. */
function rollbackText({ rollback, autoRollback, status }: Deployment): string | undefined {
  const { by, of, message } = rollback;
  if (by) return `${by} rolled it back`;
  if (of) return `it rolls back ${of}`;
  if (message) return message;
  if (!autoRollback?.enabled || autoRollback.events.length === 0 || status === 'Succeeded') return undefined;
  return `by itself on ${autoRollback.events.map((event) => EVENT_WORDS[event] ?? event).join(', ')}`;
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  DEPLOYMENT_FAILURE: 'failure',
  DEPLOYMENT_STOP_ON_ALARM: 'an alarm',
  DEPLOYMENT_STOP_ON_REQUEST: 'a stop',
};
