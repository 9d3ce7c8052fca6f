import type { Caller, Operation } from '../../world.ts';
import { checkedId } from '../builds/find-build.ts';
import { newBuild, type StartInput } from '../builds/new-build.ts';
import type { CodeBuildContext } from '../context.ts';
import { IdempotencyTokens } from '../idempotency.ts';
import type { BatchConfig } from '../projects/project.ts';
import { invalidInput } from '../projects/project-checks.ts';
import type { BuildBatch } from './batch.ts';
import { batchAnswer } from './batch-answer.ts';
import { BatchRun } from './batch-run.ts';

interface BatchInput extends StartInput {
  readonly buildTimeoutInMinutesOverride?: number;
  readonly reportBuildBatchStatusOverride?: boolean;
  readonly buildBatchConfigOverride?: BatchConfig;
}

/** The operations on builds that are started together (spec 4, 7.3). */
export function batchOperations(context: CodeBuildContext): Record<string, Operation> {
  const { world, services, batches } = context;
  const tokens = new IdempotencyTokens<BuildBatch>();
  const answer = (batch: BuildBatch) => batchAnswer(batch, services, world.clock.now());
  return {
    StartBuildBatch: (input: BatchInput, caller) => {
      const now = world.clock.now();
      const known = tokens.find('StartBuildBatch', input, now);
      if (known) return { buildBatch: answer(known) };
      const batch = newBatch(context, input, caller);
      batches.add(batch);
      tokens.keep('StartBuildBatch', input, now, batch);
      new BatchRun(context, batch).begin();
      return { buildBatch: answer(batch) };
    },
    BatchGetBuildBatches: ({ ids }: { ids: readonly string[] }) => {
      const found = ids.map((id) => batches.find(checkedId(context, 'build-batch', id)));
      return {
        buildBatches: found.flatMap((batch) => (batch ? [answer(batch)] : [])),
        buildBatchesNotFound: ids.filter((_, place) => !found[place]),
      };
    },
  };
}

/** Throws ResourceNotFoundException and InvalidInputException. */
function newBatch(context: CodeBuildContext, input: BatchInput, caller: Caller): BuildBatch {
  const { projects, batches, world } = context;
  const config = { ...projects.require(input.projectName).facts.buildBatchConfig, ...input.buildBatchConfigOverride };
  if (!config.serviceRole)
    throw invalidInput('Invalid batch config: a service role is required to start a batch build'); // [R]
  const overrides = {
    ...input,
    timeoutInMinutesOverride: input.buildTimeoutInMinutesOverride,
    reportBuildStatusOverride: input.reportBuildBatchStatusOverride,
  };
  const start = newBuild(context, overrides, caller);
  return {
    uuid: world.random.uuid(),
    number: batches.nextNumber(start.project),
    startTime: world.clock.now(),
    start,
    config,
    phases: [],
    groups: [],
    status: 'IN_PROGRESS',
  };
}
