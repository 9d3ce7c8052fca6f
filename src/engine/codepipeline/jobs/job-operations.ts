import type { ActionTypeId } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { actionTypeNotFound } from '../action-types/action-types.ts';
import type { EngineContext } from '../engine-context.ts';
import { type Job, nonceOf } from './job.ts';
import { jobData } from './job-data.ts';
import { failJob, invalidJobState, succeedJob } from './job-result.ts';
import { invalidNonce } from './jobs.ts';

/** A poll that does not say how many it takes is given this many [R]. */
export const USUAL_BATCH = 1;

/** The operations by which workers of the account, and functions, do the work of actions (spec 2.12). */
export function jobOperations(context: EngineContext): Record<string, Operation> {
  const { jobs, services } = context;
  const { account: accountId } = services;
  return {
    PollForJobs: ({ actionTypeId, maxBatchSize = USUAL_BATCH, queryParam = {} }) => {
      checkCustom(context, actionTypeId, Object.keys(queryParam));
      const asked = Object.entries<string>(queryParam);
      const found = jobs.poll(actionTypeId, maxBatchSize, ({ run }) =>
        asked.every(([key, value]) => (run.resolvedConfiguration ?? run.action.configuration)[key] === value),
      );
      return { jobs: found.map((job) => ({ id: job.id, data: jobData(job), nonce: nonceOf(job), accountId })) };
    },
    AcknowledgeJob: ({ jobId, nonce }) => {
      if (jobs.hasEnded(jobId)) throw invalidNonce();
      jobs.acknowledge(find(context, jobId), nonce);
      return { status: 'InProgress' };
    },
    GetJobDetails: ({ jobId }) => {
      const job = find(context, jobId);
      return { jobDetails: { id: job.id, data: jobData(job), accountId } };
    },
    PutJobSuccessResult: ({ jobId, ...success }) => {
      succeedJob(context, findRunning(context, jobId), success);
      return undefined;
    },
    PutJobFailureResult: ({ jobId, failureDetails }) => {
      failJob(findRunning(context, jobId), failureDetails);
      return undefined;
    },
  };
}

/**
 * Only workers of the account poll here, for a type that is not deleted, by the key that it declares as queryable.
 * Throws ValidationException [D] and ActionTypeNotFoundException (spec 2.12).
 */
function checkCustom({ actionTypes }: EngineContext, id: ActionTypeId, keys: readonly string[]): void {
  if (id.owner !== 'Custom') {
    const message = `Jobs of action types with the owner ${id.owner} cannot be polled for; the owner must be Custom`;
    throw new AwsError('ValidationException', message);
  }
  const type = actionTypes.find(id);
  if (!type) throw actionTypeNotFound(id);
  const unknown = keys.find((key) => key !== type.queryable);
  if (unknown !== undefined) {
    throw new AwsError('ValidationException', `The action type has no queryable property '${unknown}'`);
  }
}

/** Jobs of partners are found by partners alone [D]. Throws JobNotFoundException; what has ended is gone [D]. */
function find({ jobs }: EngineContext, id: string): Job {
  const job = jobs.find(id);
  if (!job || job.taker === 'ThirdParty') throw jobNotFound(id);
  return job;
}

/** Throws InvalidJobStateException for a job that has ended (spec 2.12). */
function findRunning(context: EngineContext, id: string): Job {
  if (context.jobs.hasEnded(id)) throw invalidJobState(`Job '${id}' has ended`);
  return find(context, id);
}

export function jobNotFound(id: string): AwsError {
  return new AwsError('JobNotFoundException', `Job '${id}' could not be found`);
}
