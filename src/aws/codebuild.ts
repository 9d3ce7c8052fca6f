import * as sdk from '@aws-sdk/client-codebuild';
import type { Build, BuildPhase, BuildStatus } from '../domain/build.ts';
import { notFound } from '../domain/fault.ts';
import { logStreamRef, millis } from './names.ts';
import { lineText, optionalText } from './sanitize.ts';
import type { Session } from './session.ts';

/** One build. Throws Fault `not-found` when CodeBuild no longer knows it. */
export async function getBuild(session: Session, buildId: string, signal?: AbortSignal): Promise<Build> {
  const answer = await session.send<sdk.BatchGetBuildsOutput>(
    'codebuild:BatchGetBuilds',
    (config) => new sdk.CodeBuildClient(config),
    new sdk.BatchGetBuildsCommand({ ids: [buildId] }),
    signal,
  );
  const raw = answer.builds?.[0];
  if (!raw) throw notFound('BuildNotFound', `build ${buildId} is not known to CodeBuild in ${session.region}`);
  return buildOf(raw);
}

function buildOf(raw: sdk.Build): Build {
  return {
    id: lineText(raw.id ?? ''),
    number: raw.buildNumber,
    project: optionalText(raw.projectName),
    status: (raw.buildStatus ?? 'IN_PROGRESS') as BuildStatus,
    currentPhase: optionalText(raw.currentPhase),
    startedAt: millis(raw.startTime),
    endedAt: millis(raw.endTime),
    phases: (raw.phases ?? []).map(phaseOf),
    log: logStreamRef(raw.logs?.groupName, raw.logs?.streamName),
  };
}

function phaseOf(raw: sdk.BuildPhase): BuildPhase {
  return {
    name: lineText(raw.phaseType ?? ''),
    status: raw.phaseStatus as BuildStatus | undefined,
    startedAt: millis(raw.startTime),
    durationSeconds: raw.durationInSeconds,
    error: optionalText(raw.contexts?.find((context) => context.message)?.message),
  };
}
