import { AwsError } from '../../aws-error.ts';
import type { EngineContext } from '../engine-context.ts';
import type { ActionRun, SourceRevision } from '../executions/execution.ts';
import type { Job } from './job.ts';

export interface JobSuccess {
  readonly currentRevision?: {
    readonly revision: string;
    readonly changeIdentifier: string;
    readonly created?: number;
    readonly revisionSummary?: string;
  };
  readonly continuationToken?: string;
  readonly executionDetails?: {
    readonly summary?: string;
    readonly externalExecutionId?: string;
    readonly percentComplete?: number;
  };
  readonly outputVariables?: Readonly<Record<string, string>>;
}

export interface JobFailure {
  readonly type: string;
  readonly message: string;
  readonly externalExecutionId?: string;
}

const MOST_VARIABLE_BYTES = 122_880;

/**
 * Ends a job well (spec 2.12): with a continuation token the action goes on with another job, without one it
 * succeeds. Throws InvalidJobStateException; ValidationException for variables beside a token [D], which are there for an
 * action that has ended; OutputVariablesSizeExceededException (spec 2.10).
 */
export function succeedJob(context: EngineContext, job: Job, success: JobSuccess): void {
  const { continuationToken: token, executionDetails = {}, outputVariables = {} } = success;
  checkInProgress(job);
  if (token !== undefined && success.outputVariables) {
    throw new AwsError('ValidationException', 'Output variables can only be given without a continuation token');
  }
  checkSize(outputVariables);
  const { run } = job;
  if (executionDetails.percentComplete !== undefined) run.percentComplete = executionDetails.percentComplete;
  const { summary, externalExecutionId: externalId } = executionDetails;
  if (token === undefined) {
    run.control?.succeed({ summary, externalId, outputVariables, revision: revisionOf(context, run, success) });
    return;
  }
  if (summary !== undefined) run.summary = summary;
  if (externalId !== undefined) run.externalId = externalId;
  continueWith(context, job, token);
}

/** Ends a job badly: its action fails with the worker's words (spec 2.12). Throws InvalidJobStateException. */
export function failJob(job: Job, { type, message, externalExecutionId }: JobFailure): void {
  checkInProgress(job);
  job.run.control?.fail({ error: { code: type, message }, externalId: externalExecutionId });
}

/** The action goes on: whoever does its work is given another job with the token (spec 2.12). */
function continueWith(context: EngineContext, job: Job, token: string): void {
  const { run, awaitWord } = job;
  context.jobs.end(job);
  const next = context.jobs.create(run, token);
  next.awaitWord = awaitWord;
  run.control!.job = next;
  context.events.jobContinued(run, next.id);
  context.jobs.offer(next);
  awaitWord();
}

/** Only a source action finds a revision: the worker's, or the one that the execution was started with (spec 2.12, 2.7). */
function revisionOf(
  { world }: EngineContext,
  { action, stageRun }: ActionRun,
  { currentRevision: found }: JobSuccess,
): SourceRevision | undefined {
  if (action.type.category !== 'Source') return undefined;
  const now = world.clock.now();
  if (found) {
    const { revision: id, changeIdentifier: changeId, created = now, revisionSummary: summary } = found;
    return { id, changeId, created, summary };
  }
  const { id, summary, url, changeId, created = now } = stageRun.execution.given.get(action.name) ?? {};
  return id === undefined ? undefined : { id, summary, url, changeId, created };
}

/** A worker must have acknowledged the job, so that no other works on it (spec 2.12) [D]. */
function checkInProgress({ id, status }: Job): void {
  if (status !== 'InProgress') throw invalidJobState(`Job '${id}' has not been acknowledged: it is ${status}`);
}

/** Keys and values together [R] (spec 2.10). */
function checkSize(variables: Readonly<Record<string, string>>): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(variables)) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  if (bytes > MOST_VARIABLE_BYTES) {
    const message = `The output variables take ${bytes} bytes, more than the ${MOST_VARIABLE_BYTES} that an action may have`;
    throw new AwsError('OutputVariablesSizeExceededException', message);
  }
}

export function invalidJobState(message: string): AwsError {
  return new AwsError('InvalidJobStateException', message);
}
