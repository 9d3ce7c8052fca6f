import type { Alarms, Deployment, DeploymentRevision } from '../../domain/deployment.ts';
import {
  type DeploymentTarget,
  type Diagnostics,
  type LifecycleEvent,
  type TrafficShare,
  targetTimes,
} from '../../domain/deployment-target.ts';
import type { DeploymentView } from '../deployment-view.ts';
import type { deployment, deploymentSummary } from '../schema/deployment.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { isoOrNull, orNull } from './values.ts';

/** One of `deployments[]`: a deployment as a whole. */
export function deploymentDocument(found: Deployment): DocumentOf<typeof deploymentSummary> {
  const { place, error, rollback } = found;
  return {
    id: found.id,
    application: orNull(found.application),
    group: orNull(found.group),
    account: orNull(place.account || undefined),
    region: place.region,
    status: found.status,
    computePlatform: orNull(found.computePlatform),
    type: orNull(found.type),
    config: orNull(found.config),
    description: orNull(found.description),
    revision: revisionDocument(found.revision),
    creator: orNull(found.creator),
    createdAt: isoOrNull(found.createdAt),
    startedAt: isoOrNull(found.startedAt),
    endedAt: isoOrNull(found.endedAt),
    overview: found.targets,
    error: error ? { code: orNull(error.code), message: orNull(error.message) } : null,
    rollbackInfo: {
      rollbackDeploymentId: orNull(rollback.by),
      rollbackTriggeringDeploymentId: orNull(rollback.of),
      rollbackMessage: orNull(rollback.message),
    },
  };
}

/** `deployment`: the same with its targets, what it waits for, and what can be done about it now. */
export function deploymentViewDocument(view: DeploymentView): DocumentOf<typeof deployment> {
  const { deployment: found, targets, alarms, wait, text, steps } = view;
  return {
    ...deploymentDocument(found),
    previousRevision: revisionDocument(found.previousRevision),
    messages: found.messages,
    autoRollback: { enabled: found.autoRollback?.enabled ?? false, events: found.autoRollback?.events ?? [] },
    alarms: alarmsDocument(alarms),
    relatedDeployments: { updates: found.updates, follows: orNull(found.follows) },
    now: text,
    waiting: wait
      ? { kind: wait.kind, since: isoOrNull(wait.since), until: isoOrNull(wait.until), percent: orNull(wait.percent) }
      : null,
    can: steps.map(({ action, text: said, command }) => ({ action, text: said, command })),
    targets: targets.map(targetDocument),
  };
}

function revisionDocument(revision: DeploymentRevision | undefined) {
  return revision ? { type: revision.type, location: revision.text, id: orNull(revision.id) } : null;
}

function alarmsDocument(alarms: Alarms | undefined) {
  return alarms ? { enabled: alarms.enabled, names: alarms.names } : null;
}

function targetDocument(target: DeploymentTarget) {
  const { startedAt, endedAt } = targetTimes(target);
  return {
    id: target.id,
    type: target.type,
    label: orNull(target.label),
    subject: orNull(target.subject),
    status: target.status,
    updatedAt: isoOrNull(target.updatedAt),
    ...times(startedAt, endedAt),
    lifecycleEvents: target.events.map(eventDocument),
    traffic: target.traffic.map(trafficDocument),
  };
}

function eventDocument({ name, status, startedAt, endedAt, diagnostics }: LifecycleEvent) {
  return { name, status, ...times(startedAt, endedAt), diagnostics: diagnosticsDocument(diagnostics) };
}

function times(startedAt: number | undefined, endedAt: number | undefined) {
  const known = startedAt !== undefined && endedAt !== undefined;
  const duration = known ? Math.max(0, endedAt - startedAt) / 1000 : null;
  return { startedAt: isoOrNull(startedAt), endedAt: isoOrNull(endedAt), duration };
}

function diagnosticsDocument(diagnostics: Diagnostics | undefined) {
  if (!diagnostics) return null;
  const { code, script, message, logTail } = diagnostics;
  return { errorCode: orNull(code), script: orNull(script), message: orNull(message), logTail: logTail.join('\n') };
}

function trafficDocument({ id, label, weight, status, tasks, targetGroup }: TrafficShare) {
  return {
    id: orNull(id || undefined),
    label,
    weight: orNull(weight),
    status: orNull(status),
    tasks: tasks
      ? { desired: orNull(tasks.desired), running: orNull(tasks.running), pending: orNull(tasks.pending) }
      : null,
    targetGroup: orNull(targetGroup),
  };
}
