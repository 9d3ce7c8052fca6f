import type { CodeBuildContext } from '../context.ts';
import type { BuildBatch } from './batch.ts';
import { batchNames } from './batch-answer.ts';

/** Tells the journal that a batch begins or ends; the form is [D]. */
export function tellBatch({ world, services }: CodeBuildContext, batch: BuildBatch): void {
  const { account, region } = services;
  const { arn } = batchNames(batch, services);
  world.journal.append({
    source: 'aws.codebuild',
    detailType: 'CodeBuild Build Batch State Change',
    account,
    region,
    resources: [arn],
    detail: {
      'build-batch-status': batch.status,
      'build-batch-id': arn,
      'project-name': batch.start.project,
      'current-phase': batch.phases.at(-1)!.type,
    },
  });
}
