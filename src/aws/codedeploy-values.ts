import type * as sdk from '@aws-sdk/client-codedeploy';
import type {
  Alarms,
  ComputePlatform,
  ConfiguredWaits,
  Deployment,
  DeploymentGroup,
  DeploymentRevision,
  DeploymentStatus,
} from '../domain/deployment.ts';
import type {
  DeploymentTarget,
  Diagnostics,
  LifecycleEvent,
  LifecycleStatus,
  TargetStatus,
  TrafficShare,
} from '../domain/deployment-target.ts';
import type { Place } from '../domain/identity.ts';
import { errorText, millis } from './names.ts';
import { lineText, multilineText, optionalText } from './sanitize.ts';

const MINUTE_MS = 60_000;

export function deploymentOf(raw: sdk.DeploymentInfo, place: Place): Deployment {
  const { autoRollbackConfiguration: auto, rollbackInfo: links, relatedDeployments: related } = raw;
  const overview = raw.deploymentOverview;
  const messages = [raw.additionalDeploymentStatusInfo, ...(raw.deploymentStatusMessages ?? [])];
  return {
    place,
    id: lineText(raw.deploymentId ?? ''),
    status: (raw.status ?? 'Created') as DeploymentStatus,
    application: optionalText(raw.applicationName),
    group: optionalText(raw.deploymentGroupName),
    computePlatform: raw.computePlatform as ComputePlatform | undefined,
    type: typeOf(raw.deploymentStyle?.deploymentType),
    config: optionalText(raw.deploymentConfigName),
    description: optionalText(raw.description),
    creator: optionalText(raw.creator),
    externalId: optionalText(raw.externalId),
    createdAt: millis(raw.createTime),
    startedAt: millis(raw.startTime),
    endedAt: millis(raw.completeTime),
    error: errorText(raw.errorInformation),
    messages: messages.flatMap((message) => optionalText(message) ?? []),
    revision: revisionOf(raw.revision),
    previousRevision: revisionOf(raw.previousRevision),
    rollback: {
      by: optionalText(links?.rollbackDeploymentId),
      of: optionalText(links?.rollbackTriggeringDeploymentId),
      message: optionalText(links?.rollbackMessage),
    },
    autoRollback: auto && { enabled: auto.enabled ?? false, events: (auto.events ?? []).map(lineText) },
    waits: waitsOf(raw),
    alarms: alarmsOf(raw.overrideAlarmConfiguration),
    updates: (related?.autoUpdateOutdatedInstancesDeploymentIds ?? []).map(lineText),
    follows: optionalText(related?.autoUpdateOutdatedInstancesRootDeploymentId),
    targets: {
      pending: overview?.Pending ?? 0,
      inProgress: overview?.InProgress ?? 0,
      succeeded: overview?.Succeeded ?? 0,
      failed: overview?.Failed ?? 0,
      skipped: overview?.Skipped ?? 0,
      ready: overview?.Ready ?? 0,
    },
  };
}

function typeOf(raw: string | undefined): Deployment['type'] {
  if (raw === undefined) return undefined;
  return raw === 'BLUE_GREEN' ? 'blue-green' : 'in-place';
}

function waitsOf({ blueGreenDeploymentConfiguration: given, ...raw }: sdk.DeploymentInfo): ConfiguredWaits {
  const { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess: termination } = given ?? {};
  return {
    ready: ready && { stops: ready.actionOnTimeout === 'STOP_DEPLOYMENT', ms: minutes(ready.waitTimeInMinutes) },
    termination: termination && {
      terminates: termination.action !== 'KEEP_ALIVE',
      ms: minutes(termination.terminationWaitTimeInMinutes),
    },
    terminationBegun: raw.instanceTerminationWaitTimeStarted ?? false,
  };
}

function minutes(count: number | undefined): number | undefined {
  return count === undefined ? undefined : count * MINUTE_MS;
}

function alarmsOf(raw: sdk.AlarmConfiguration | undefined): Alarms | undefined {
  return raw && { enabled: raw.enabled ?? false, names: (raw.alarms ?? []).map(({ name }) => lineText(name ?? '')) };
}

export function groupOf(raw: sdk.DeploymentGroupInfo): DeploymentGroup {
  return {
    lastGood: revisionOf(raw.targetRevision),
    lastSuccessful: optionalText(raw.lastSuccessfulDeployment?.deploymentId),
    alarms: alarmsOf(raw.alarmConfiguration),
  };
}

function revisionOf(raw: sdk.RevisionLocation | undefined): DeploymentRevision | undefined {
  if (!raw) return undefined;
  const type = lineText(raw.revisionType ?? '');
  const { s3Location: s3, gitHubLocation: git } = raw;
  if (s3) return { type, text: lineText(`s3://${s3.bucket}/${s3.key}`), id: optionalText(s3.version ?? s3.eTag) };
  if (git) {
    const commit = git.commitId ?? '';
    return { type, text: lineText(`${git.repository}@${commit.slice(0, 7)}`), id: optionalText(commit) };
  }
  // Its content is not told here (spec 3.3), and its hash is all that tells one from another.
  const hash = raw.appSpecContent?.sha256 ?? raw.string?.sha256 ?? '';
  return { type, text: lineText(`AppSpec ${hash.slice(0, 7)}`).trimEnd(), id: optionalText(hash) };
}

/** A target of whatever type; undefined for a type that is not known. */
export function targetOf(raw: sdk.DeploymentTarget): DeploymentTarget | undefined {
  const { instanceTarget: instance, ecsTarget: ecs, lambdaTarget: lambda, cloudFormationTarget: stack } = raw;
  const common = instance ?? ecs ?? lambda ?? stack;
  if (!common) return undefined;
  return {
    id: lineText(common.targetId ?? ''),
    type: (raw.deploymentTargetType ?? 'InstanceTarget') as DeploymentTarget['type'],
    status: (common.status ?? 'Unknown') as TargetStatus,
    label: optionalText(instance?.instanceLabel),
    updatedAt: millis(common.lastUpdatedAt),
    events: (common.lifecycleEvents ?? []).map(eventOf),
    traffic: [
      ...(ecs?.taskSetsInfo ?? []).map(taskSetOf),
      ...versionsOf(lambda?.lambdaFunctionInfo),
      ...(stack ? resourceOf(stack) : []),
    ],
    subject: subjectOf(lambda?.lambdaFunctionInfo) ?? optionalText(stack?.resourceType),
  };
}

function eventOf(raw: sdk.LifecycleEvent): LifecycleEvent {
  return {
    name: lineText(raw.lifecycleEventName ?? ''),
    status: (raw.status ?? 'Unknown') as LifecycleStatus,
    startedAt: millis(raw.startTime),
    endedAt: millis(raw.endTime),
    diagnostics: diagnosticsOf(raw.diagnostics),
  };
}

function diagnosticsOf(raw: sdk.Diagnostics | undefined): Diagnostics | undefined {
  if (!raw) return undefined;
  const tail = multilineText(raw.logTail ?? '').trimEnd();
  return {
    code: optionalText(raw.errorCode),
    script: optionalText(raw.scriptName),
    message: optionalText(raw.message),
    logTail: tail === '' ? [] : tail.split('\n'),
  };
}

function taskSetOf(raw: sdk.ECSTaskSet): TrafficShare {
  return {
    // The misspelt member is the wire's (spec 3.11).
    id: lineText(raw.identifer ?? ''),
    label: lineText(raw.taskSetLabel ?? raw.status ?? ''),
    isReplacement: raw.taskSetLabel === 'Green',
    weight: raw.trafficWeight,
    status: optionalText(raw.status),
    tasks: { desired: raw.desiredCount, running: raw.runningCount, pending: raw.pendingCount },
    targetGroup: optionalText(raw.targetGroup?.name),
  };
}

/** AWS tells the weight of the new version alone. */
function versionsOf(raw: sdk.LambdaFunctionInfo | undefined): TrafficShare[] {
  if (!raw) return [];
  const { currentVersion: before = '', targetVersion: after = '', targetVersionWeight: weight } = raw;
  const share = (version: string, percent: number | undefined, isReplacement: boolean) => ({
    id: lineText(version),
    label: lineText(`version ${version}`),
    isReplacement,
    weight: percent,
  });
  return [share(before, weight === undefined ? undefined : 100 - weight, false), share(after, weight, true)];
}

function resourceOf({ targetVersionWeight }: sdk.CloudFormationTarget): TrafficShare[] {
  if (targetVersionWeight === undefined) return [];
  return [{ id: '', label: 'new version', isReplacement: true, weight: targetVersionWeight }];
}

function subjectOf(raw: sdk.LambdaFunctionInfo | undefined): string | undefined {
  return optionalText([raw?.functionName, raw?.functionAlias].filter(Boolean).join(':'));
}
