import { describe, expect, it } from 'vitest';
import model from '../../src/rules/models/codebuild.json' with { type: 'json' };
import type { ServiceModel } from '../../src/rules/service-model.ts';

const { operations } = model as unknown as ServiceModel;

/** Spec 7.3: which errors an operation may raise. */
const TABLE: readonly (readonly [operations: string, errors: string])[] = [
  [
    'BatchGetBuildBatches BatchGetBuilds BatchGetProjects BatchGetReportGroups BatchGetReports DeleteProject DescribeCodeCoverages ListBuilds ListProjects ListReports',
    'InvalidInput',
  ],
  ['CreateProject', 'InvalidInput ResourceAlreadyExists AccountLimitExceeded'],
  [
    'DescribeTestCases ListBuildsForProject ListReportsForReportGroup StartBuildBatch StopBuild UpdateProject',
    'InvalidInput ResourceNotFound',
  ],
  ['RetryBuild StartBuild', 'InvalidInput ResourceNotFound AccountLimitExceeded'],
];

const ROWS = TABLE.flatMap(([names, errors]) =>
  names.split(' ').map((operation) => ({ operation, errors: errors.split(' ').map((error) => `${error}Exception`) })),
);

describe('the errors of CodeBuild', () => {
  it.each(ROWS)('7.3 $operation may raise what the table says and nothing else', ({ operation, errors }) => {
    expect(operations[operation]!.errors!.toSorted()).toEqual(errors.toSorted());
    expect(operations[operation]!.output).toBeDefined();
  });
});
