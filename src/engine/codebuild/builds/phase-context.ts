import type { Build } from './build.ts';
import { DEFAULT_QUEUED_MINUTES, PIPELINE_MINUTES } from './build-settings.ts';
import { buildspecPathOf } from './download-script.ts';
import { failedCommandOf } from './log-script.ts';
import type { FailingPhase, PhaseContext, PlannedPhase } from './phases.ts';

type Context = (build: Build) => PhaseContext;

const NOTHING: PhaseContext = { statusCode: '', message: '' };

/** What a phase says of its end; SUBMITTED and QUEUED say nothing where all went well (spec 4). */
export function contextOf(build: Build, { type, status }: PlannedPhase): PhaseContext | undefined {
  const isBefore = type === 'SUBMITTED' || type === 'QUEUED';
  if (status === 'TIMED_OUT') return isBefore ? waitedTooLong(build) : tookTooLong(build);
  if (isBefore) return undefined;
  if (status === 'FAULT')
    return build.failure?.context ?? { statusCode: 'INTERNAL_SERVICE_ERROR', message: 'Internal Service Error' }; // [D]
  if (status === 'FAILED') return build.failure?.context ?? FAILURES[type as FailingPhase](build);
  return NOTHING;
}

/** The codes beside COMMAND_EXECUTION_ERROR, and the texts, are [R]. */
const FAILURES: Readonly<Record<FailingPhase, Context>> = {
  PROVISIONING: ({ settings }) => ({
    statusCode: 'BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE',
    message: `Unable to pull customer's container image. CannotPullContainerError: ${settings?.environment.image ?? 'image'} not found`,
  }),
  DOWNLOAD_SOURCE: (build) => ({
    statusCode: 'YAML_FILE_ERROR',
    message: `stat ${buildspecPathOf(build)}: no such file or directory`,
  }),
  INSTALL: commandFailed('INSTALL'),
  PRE_BUILD: commandFailed('PRE_BUILD'),
  BUILD: commandFailed('BUILD'),
  POST_BUILD: commandFailed('POST_BUILD'),
  UPLOAD_ARTIFACTS: () => ({ statusCode: 'CLIENT_ERROR', message: 'no matching artifact paths found' }),
};

function commandFailed(phase: FailingPhase): Context {
  return (build) => ({
    statusCode: 'COMMAND_EXECUTION_ERROR',
    message: `Error while executing command: ${failedCommandOf(build, phase)}. Reason: exit status 1`,
  });
}

function tookTooLong({ settings }: Build): PhaseContext {
  const minutes = settings?.timeoutInMinutes ?? PIPELINE_MINUTES;
  return { statusCode: 'BUILD_TIMED_OUT', message: `Build has exceeded its timeout of ${minutes} minutes` };
}

function waitedTooLong({ settings }: Build): PhaseContext {
  const minutes = settings?.queuedTimeoutInMinutes ?? DEFAULT_QUEUED_MINUTES;
  return { statusCode: 'BUILD_TIMED_OUT', message: `Build has been queued for longer than ${minutes} minutes` }; // [D]
}
