import { type Build, type BuildPlace, namesOf } from '../builds/build.ts';
import { artifactsOf, environmentAnswer } from '../builds/build-answer.ts';
import { progressOf } from '../builds/build-progress.ts';
import type { BatchPhase, BuildBatch, BuildGroup } from './batch.ts';

export function batchNames({ start, uuid }: BuildBatch, { account, region }: BuildPlace): { id: string; arn: string } {
  const id = `${start.project}:${uuid}`;
  return { id, arn: `arn:aws:codebuild:${region}:${account}:build-batch/${id}` };
}

/** The batch as it is answered (spec 4) [X]. */
export function batchAnswer(batch: BuildBatch, place: BuildPlace, now: number): object {
  const { start, uuid, phases } = batch;
  const { settings, project, sourceVersion, resolvedSourceVersion, initiator } = start;
  const { cloudWatchLogs = { status: 'ENABLED' }, s3Logs = { status: 'DISABLED' } } = settings.logsConfig ?? {};
  const isOver = batch.status !== 'IN_PROGRESS';
  const last = phases.at(-1)!;
  return {
    ...batchNames(batch, place),
    startTime: batch.startTime,
    endTime: isOver ? last.startTime : undefined,
    currentPhase: last.type,
    buildBatchStatus: batch.status,
    sourceVersion,
    resolvedSourceVersion,
    projectName: project,
    phases: phases.map(phaseAnswer),
    source: { insecureSsl: false, ...settings.source },
    secondarySources: settings.secondarySources,
    secondarySourceVersions: settings.secondarySourceVersions,
    artifacts: artifactsOf({ project, uuid }, settings),
    secondaryArtifacts: [],
    cache: settings.cache ?? { type: 'NO_CACHE' },
    environment: environmentAnswer(settings, start.environment),
    serviceRole: settings.serviceRole,
    logConfig: { cloudWatchLogs, s3Logs: { encryptionDisabled: false, ...s3Logs } },
    buildTimeoutInMinutes: settings.timeoutInMinutes,
    queuedTimeoutInMinutes: settings.queuedTimeoutInMinutes,
    complete: isOver,
    initiator,
    vpcConfig: settings.vpcConfig,
    encryptionKey: settings.encryptionKey ?? `arn:aws:kms:${place.region}:${place.account}:alias/aws/s3`,
    buildBatchNumber: batch.number,
    fileSystemLocations: settings.fileSystemLocations,
    buildBatchConfig: batch.config,
    buildGroups: batch.groups.map((group) => groupAnswer(group, place, now)),
    debugSessionEnabled: settings.debugSession?.sessionEnabled,
    reportArns: [],
  };
}

function phaseAnswer({ type, startTime, endTime, status, context }: BatchPhase): object {
  const durationInSeconds = endTime === undefined ? undefined : Math.floor((endTime - startTime) / 1000);
  return {
    phaseType: type,
    phaseStatus: status,
    startTime,
    endTime,
    durationInSeconds,
    contexts: context && [context],
  };
}

function groupAnswer({ asked, handle }: BuildGroup, place: BuildPlace, now: number): object {
  const { identifier, dependsOn, ignoreFailure } = asked;
  return {
    identifier,
    dependsOn,
    ignoreFailure,
    currentBuildSummary: handle && summary(handle.build, identifier, place, now),
  };
}

function summary(build: Build, identifier: string, place: BuildPlace, now: number): object {
  return {
    arn: namesOf(build, place).arn,
    requestedOn: build.startTime,
    buildStatus: progressOf(build, now).buildStatus,
    primaryArtifact: { type: build.settings!.artifacts.type, identifier },
    secondaryArtifacts: [],
  };
}
