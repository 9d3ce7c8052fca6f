import type { ActionTypeId } from '../../../rules/pipeline-declaration.ts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { actionTypeNotFound } from '../action-types/action-types.ts';
import type { EngineContext } from '../engine-context.ts';
import { type Job, nonceOf } from './job.ts';
import { jobData } from './job-data.ts';
import { jobNotFound, USUAL_BATCH } from './job-operations.ts';
import { failJob, invalidJobState, succeedJob } from './job-result.ts';
import { invalidNonce } from './jobs.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The operations by which partners do the work of actions (spec 2.12). A partner's worker shows that it may work
 * for a customer by the token that belongs to the job's client id.
 */
export function thirdPartyJobOperations(context: EngineContext): Record<string, Operation> {
  const { jobs } = context;
  return {
    PollForThirdPartyJobs: ({ actionTypeId, maxBatchSize = USUAL_BATCH }) => {
      checkThirdParty(context, actionTypeId);
      return { jobs: jobs.poll(actionTypeId, maxBatchSize).map((job) => ({ ...clientId(job), jobId: job.id })) };
    },
    AcknowledgeThirdPartyJob: ({ jobId, nonce, clientToken }) => {
      if (jobs.hasEnded(jobId)) throw invalidNonce();
      jobs.acknowledge(find(context, jobId, clientToken), nonce);
      return { status: 'InProgress' };
    },
    GetThirdPartyJobDetails: ({ jobId, clientToken }) => {
      // What is no id, and what is no longer there: the line between this and not found is [D].
      if (!UUID.test(jobId) || jobs.hasEnded(jobId)) {
        throw new AwsError('InvalidJobException', `'${jobId}' is not a job that can be looked at`);
      }
      const job = find(context, jobId, clientToken);
      return { jobDetails: { id: job.id, data: jobData(job), nonce: nonceOf(job) } };
    },
    PutThirdPartyJobSuccessResult: ({ jobId, clientToken, ...success }) => {
      succeedJob(context, findRunning(context, jobId, clientToken), success);
      return undefined;
    },
    PutThirdPartyJobFailureResult: ({ jobId, clientToken, failureDetails }) => {
      failJob(findRunning(context, jobId, clientToken), failureDetails);
      return undefined;
    },
  };
}

/** Throws ValidationException for another owner [D] and ActionTypeNotFoundException. */
function checkThirdParty({ actionTypes }: EngineContext, id: ActionTypeId): void {
  if (id.owner !== 'ThirdParty') {
    const message = `Jobs of action types with the owner ${id.owner} are no jobs of a third party`;
    throw new AwsError('ValidationException', message);
  }
  if (!actionTypes.findKnown(id)) throw actionTypeNotFound(id);
}

/** Throws JobNotFoundException, then InvalidClientTokenException. */
function find({ jobs }: EngineContext, id: string, clientToken: string): Job {
  const job = jobs.find(id);
  if (job?.taker !== 'ThirdParty') throw jobNotFound(id);
  if (job.run.action.declaration.configuration?.ClientToken !== clientToken) {
    throw new AwsError('InvalidClientTokenException', 'The client token is not that of the job');
  }
  return job;
}

/** Throws InvalidJobStateException for a job that has ended (spec 2.12). */
function findRunning(context: EngineContext, id: string, clientToken: string): Job {
  if (context.jobs.hasEnded(id)) throw invalidJobState(`Job '${id}' has ended`);
  return find(context, id, clientToken);
}

/** An answer has no place for what is not a UUID, whatever was configured. */
function clientId({ run }: Job) {
  const id = run.action.configuration.ClientId;
  return id !== undefined && UUID.test(id) && { clientId: id };
}
