import { describe, expect, it } from 'vitest';
import model from '../../src/rules/models/codepipeline.json' with { type: 'json' };
import type { ServiceModel } from '../../src/rules/service-model.ts';

const { operations } = model as unknown as ServiceModel;

/** Spec 7.1: which errors beside ValidationException an operation may raise; `°` marks those that answer with an empty body. */
const TABLE: readonly (readonly [operations: string, errors: string])[] = [
  ['AcknowledgeJob', 'InvalidNonce JobNotFound'],
  ['AcknowledgeThirdPartyJob', 'InvalidNonce JobNotFound InvalidClientToken'],
  ['CreateCustomActionType', 'LimitExceeded TooManyTags InvalidTags ConcurrentModification'],
  [
    'CreatePipeline',
    'PipelineNameInUse InvalidStageDeclaration InvalidActionDeclaration InvalidBlockerDeclaration InvalidStructure LimitExceeded TooManyTags InvalidTags ConcurrentModification',
  ],
  ['DeleteCustomActionType° DeletePipeline° DeleteWebhook', 'ConcurrentModification'],
  ['DeregisterWebhookWithThirdParty RegisterWebhookWithThirdParty', 'WebhookNotFound'],
  ['DisableStageTransition° EnableStageTransition°', 'PipelineNotFound StageNotFound'],
  ['GetActionType PollForJobs PollForThirdPartyJobs', 'ActionTypeNotFound'],
  ['GetJobDetails', 'JobNotFound'],
  ['GetPipeline', 'PipelineNotFound PipelineVersionNotFound'],
  ['GetPipelineExecution', 'PipelineNotFound PipelineExecutionNotFound'],
  ['GetPipelineState', 'PipelineNotFound'],
  ['GetThirdPartyJobDetails', 'JobNotFound InvalidClientToken InvalidJob'],
  ['ListActionExecutions ListRuleExecutions', 'PipelineNotFound InvalidNextToken PipelineExecutionNotFound'],
  ['ListActionTypes ListPipelines ListRuleTypes ListWebhooks', 'InvalidNextToken'],
  ['ListDeployActionExecutionTargets', 'PipelineNotFound InvalidNextToken ActionExecutionNotFound'],
  ['ListPipelineExecutions', 'PipelineNotFound InvalidNextToken'],
  ['ListTagsForResource', 'ResourceNotFound InvalidNextToken InvalidArn'],
  [
    'OverrideStageCondition°',
    'Conflict PipelineNotFound StageNotFound ConditionNotOverridable NotLatestPipelineExecution ConcurrentPipelineExecutionsLimitExceeded',
  ],
  ['PutActionRevision', 'PipelineNotFound StageNotFound ActionNotFound ConcurrentPipelineExecutionsLimitExceeded'],
  ['PutApprovalResult', 'InvalidApprovalToken ApprovalAlreadyCompleted PipelineNotFound StageNotFound ActionNotFound'],
  ['PutJobFailureResult°', 'JobNotFound InvalidJobState'],
  ['PutJobSuccessResult°', 'JobNotFound InvalidJobState OutputVariablesSizeExceeded'],
  ['PutThirdPartyJobFailureResult° PutThirdPartyJobSuccessResult°', 'JobNotFound InvalidJobState InvalidClientToken'],
  [
    'PutWebhook',
    'LimitExceeded InvalidWebhookFilterPattern InvalidWebhookAuthenticationParameters PipelineNotFound TooManyTags InvalidTags ConcurrentModification',
  ],
  [
    'RetryStageExecution',
    'Conflict PipelineNotFound StageNotFound StageNotRetryable NotLatestPipelineExecution ConcurrentPipelineExecutionsLimitExceeded',
  ],
  [
    'RollbackStage',
    'Conflict PipelineNotFound PipelineExecutionNotFound PipelineExecutionOutdated StageNotFound UnableToRollbackStage',
  ],
  ['StartPipelineExecution', 'Conflict PipelineNotFound ConcurrentPipelineExecutionsLimitExceeded'],
  ['StopPipelineExecution', 'Conflict PipelineNotFound PipelineExecutionNotStoppable DuplicatedStopRequest'],
  ['TagResource', 'ResourceNotFound InvalidArn TooManyTags InvalidTags ConcurrentModification'],
  ['UntagResource', 'ResourceNotFound InvalidArn InvalidTags ConcurrentModification'],
  ['UpdateActionType°', 'RequestFailed ActionTypeNotFound'],
  [
    'UpdatePipeline',
    'InvalidStageDeclaration InvalidActionDeclaration InvalidBlockerDeclaration InvalidStructure LimitExceeded',
  ],
];
const ROWS = TABLE.flatMap(([names, errors]) =>
  names.split(' ').map((name) => ({
    operation: name.replace('°', ''),
    isEmpty: name.endsWith('°'),
    errors: ['Validation', ...errors.split(' ')].map((error) => `${error}Exception`),
  })),
);

describe('the errors of CodePipeline', () => {
  it('7.1 the table has all 44 operations, each once', () => {
    expect(ROWS).toHaveLength(44);
    expect(ROWS.map(({ operation }) => operation).sort()).toEqual(Object.keys(operations).sort());
  });

  it.each(ROWS)('7.1 $operation may raise what the table says and nothing else', ({ operation, errors }) => {
    expect(operations[operation]!.errors!.toSorted()).toEqual(errors.toSorted());
  });

  it.each(ROWS)('7.1 $operation has an empty answer if and only if the table says so', ({ operation, isEmpty }) => {
    expect(operations[operation]!.output === undefined).toBe(isEmpty);
  });
});
