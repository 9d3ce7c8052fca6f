import { type Deployment, isDeploymentOver } from '../../domain/deployment.ts';
import {
  currentEvent,
  type DeploymentTarget,
  diagnosticsText,
  failedEvents,
  isTargetOver,
  targetTimes,
  trafficText,
} from '../../domain/deployment-target.ts';
import type { DeploymentWait } from '../../domain/deployment-wait.ts';

/** Of so few targets each lifecycle event is told; of more, how each begins and ends. */
const FEW_TARGETS = 25;

/** How the deployment or one of its targets stands. */
export interface DeploymentFact {
  readonly type: 'deployment' | 'target';
  /** The target's id; absent for the deployment. */
  readonly target?: string;
  readonly status: string;
  readonly summary?: string;
  /** Since when, in epoch milliseconds by the service's clock; undefined where AWS does not tell. */
  readonly at?: number;
  /** What makes it another fact than the one told before. */
  readonly mark: string;
}

export interface DeploymentChange extends Omit<DeploymentFact, 'mark' | 'status'> {
  readonly from?: string;
  readonly to: string;
}

export interface DeploymentReading {
  readonly deployment: Deployment;
  readonly targets: readonly DeploymentTarget[];
  readonly wait?: DeploymentWait;
  /** What it waits for, in words. */
  readonly text: string;
}

/** How everything stands, in the order to be told: the deployment before what it does, and after what it has done. */
export function deploymentProgress(reading: DeploymentReading): DeploymentFact[] {
  const few = reading.targets.length <= FEW_TARGETS;
  const targets = reading.targets.flatMap((target) => targetFact(target, few));
  const whole = deploymentFact(reading);
  const isAfter = isDeploymentOver(reading.deployment) || waitOf(reading) !== undefined;
  return isAfter ? [...targets, whole] : [whole, ...targets];
}

/** What it waits for, while nothing moves. */
function waitOf({ wait }: DeploymentReading): DeploymentWait | undefined {
  return wait?.kind === 'TRAFFIC_SHIFT' ? undefined : wait;
}

function deploymentFact(reading: DeploymentReading): DeploymentFact {
  const { deployment: found, text } = reading;
  const { status, error } = found;
  const wait = waitOf(reading);
  const began = wait?.since ?? found.startedAt ?? found.createdAt;
  const at = isDeploymentOver(found) ? found.endedAt : began;
  const summary = wait ? text : error?.message;
  return { type: 'deployment', status, summary, at, mark: wait ? `${status} ${wait.kind}` : status };
}

/** A target that has not begun is not told. */
function targetFact(target: DeploymentTarget, few: boolean): DeploymentFact[] {
  if (target.status === 'Pending') return [];
  const { startedAt, endedAt } = targetTimes(target);
  const event = currentEvent(target);
  const traffic = trafficText(target.traffic);
  const isOver = isTargetOver(target);
  const detail = few && !isOver ? `${event?.name ?? ''} ${traffic}` : '';
  const begun = few ? (event?.endedAt ?? event?.startedAt) : startedAt;
  return [
    {
      type: 'target',
      target: target.id,
      status: target.status,
      summary: summaryOf(target, few) || undefined,
      at: isOver ? (endedAt ?? target.updatedAt) : begun,
      mark: `${target.status} ${detail}`,
    },
  ];
}

function summaryOf(target: DeploymentTarget, few: boolean): string {
  const [failed] = failedEvents(target);
  if (failed)
    return [failed.name, failed.diagnostics && diagnosticsText(failed.diagnostics)].filter(Boolean).join(': ');
  const event = few && target.status === 'InProgress' ? currentEvent(target)?.name : undefined;
  return [target.label, event, trafficText(target.traffic)].filter(Boolean).join(', ');
}

/** What was told last of each thing. */
export type DeploymentTold = ReadonlyMap<string, { readonly status: string; readonly mark: string }>;

/** What is new since the last look. */
export function deploymentChanges(told: DeploymentTold, now: readonly DeploymentFact[]): DeploymentChange[] {
  return now.flatMap(({ mark, status, ...fact }) => {
    const before = told.get(fact.target ?? '');
    return before?.mark === mark ? [] : [{ ...fact, from: before?.status, to: status }];
  });
}

export function rememberDeployment(told: DeploymentTold, now: readonly DeploymentFact[]): DeploymentTold {
  return new Map([...told, ...now.map(({ target = '', status, mark }) => [target, { status, mark }] as const)]);
}
