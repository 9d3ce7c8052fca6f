import { describe, expect, it } from 'vitest';
import { isChange, isChangingOperation, isWithoutEffect } from '../../../src/engine/wire/is-change.ts';
import codebuild from '../../../src/rules/models/codebuild.json' with { type: 'json' };
import codedeploy from '../../../src/rules/models/codedeploy.json' with { type: 'json' };
import codepipeline from '../../../src/rules/models/codepipeline.json' with { type: 'json' };
import logs from '../../../src/rules/models/logs.json' with { type: 'json' };
import { awsRequest, controlRequest, createPipeline } from '../support/requests.ts';

/** Every operation of the models that may change something; the others are reads. */
const CHANGES = {
  codepipeline: [
    ['AcknowledgeJob', 'AcknowledgeThirdPartyJob', 'CreateCustomActionType', 'CreatePipeline'],
    ['DeleteCustomActionType', 'DeletePipeline', 'DeleteWebhook', 'DeregisterWebhookWithThirdParty'],
    ['DisableStageTransition', 'EnableStageTransition', 'OverrideStageCondition', 'PollForJobs'],
    ['PollForThirdPartyJobs', 'PutActionRevision', 'PutApprovalResult', 'PutJobFailureResult', 'PutJobSuccessResult'],
    ['PutThirdPartyJobFailureResult', 'PutThirdPartyJobSuccessResult', 'PutWebhook'],
    ['RegisterWebhookWithThirdParty', 'RetryStageExecution', 'RollbackStage', 'StartPipelineExecution'],
    ['StopPipelineExecution', 'TagResource', 'UntagResource', 'UpdateActionType', 'UpdatePipeline'],
  ].flat(),
  codedeploy: [
    ['AddTagsToOnPremisesInstances', 'ContinueDeployment', 'CreateApplication', 'CreateDeployment'],
    ['CreateDeploymentConfig', 'CreateDeploymentGroup', 'DeleteApplication', 'DeleteDeploymentConfig'],
    ['DeleteDeploymentGroup', 'DeleteGitHubAccountToken', 'DeleteResourcesByExternalId'],
    ['DeregisterOnPremisesInstance', 'PutLifecycleEventHookExecutionStatus', 'RegisterApplicationRevision'],
    ['RegisterOnPremisesInstance', 'RemoveTagsFromOnPremisesInstances', 'SkipWaitTimeForInstanceTermination'],
    ['StopDeployment', 'TagResource', 'UntagResource', 'UpdateApplication', 'UpdateDeploymentGroup'],
  ].flat(),
  codebuild: [
    'BatchDeleteBuilds',
    'CreateProject',
    'DeleteProject',
    'RetryBuild',
    'StartBuild',
    'StartBuildBatch',
    'StopBuild',
    'UpdateProject',
  ],
  logs: [
    ['CreateLogGroup', 'CreateLogStream', 'DeleteLogGroup', 'DeleteLogStream', 'DeleteMetricFilter'],
    ['DeleteRetentionPolicy'],
    [
      'PutLogEvents',
      'PutLogGroupDeletionProtection',
      'PutMetricFilter',
      'PutRetentionPolicy',
      'StartQuery',
      'StopQuery',
    ],
    ['TagLogGroup', 'TagResource', 'UntagLogGroup', 'UntagResource'],
  ].flat(),
};

const changing = (model: { operations: object }) => Object.keys(model.operations).filter(isChangingOperation).sort();

describe('which requests are changes', () => {
  it('of the 44 operations of CodePipeline', () => {
    expect(Object.keys(codepipeline.operations)).toHaveLength(44);
    expect(changing(codepipeline)).toEqual(CHANGES.codepipeline);
  });

  it('of CodeBuild and CloudWatch Logs', () => {
    expect(changing(codebuild)).toEqual(CHANGES.codebuild);
    expect(changing(logs)).toEqual(CHANGES.logs);
  });

  it('of the 47 operations of CodeDeploy', () => {
    expect(Object.keys(codedeploy.operations)).toHaveLength(47);
    expect(changing(codedeploy)).toEqual(CHANGES.codedeploy);
  });

  it('an operation that no model has is a change, a call without one is none', () => {
    expect(isChange(awsRequest('CodePipeline_20150709.MakeCoffee', {}))).toBe(true);
    expect(isChange(awsRequest('CodePipeline_20150709.ListPipelines', {}))).toBe(false);
    expect(isChange({ method: 'POST', path: '/', headers: {}, body: 'Action=GetCallerIdentity' })).toBe(false);
  });

  it('a refusal is without effect, and so is a poll that finds no job', () => {
    const answer = (status: number, body = '{}') => ({ status, headers: {}, body });
    const poll = awsRequest('CodePipeline_20150709.PollForThirdPartyJobs', {});
    expect(isWithoutEffect(poll, answer(200, '{"jobs":[]}'))).toBe(true);
    expect(isWithoutEffect(poll, answer(200, '{"jobs":[{}]}'))).toBe(false);
    expect(isWithoutEffect(createPipeline('web'), answer(200))).toBe(false);
    for (const status of [400, 403, 500]) {
      expect(isWithoutEffect(createPipeline('web'), answer(status))).toBe(true);
      expect(isWithoutEffect(controlRequest('POST', 'webhooks/id'), answer(status))).toBe(status === 403);
    }
  });

  it('of control calls all but GET', () => {
    expect(isChange(controlRequest('GET', 'behaviors'))).toBe(false);
    for (const method of ['POST', 'PUT', 'DELETE']) expect(isChange(controlRequest(method, 'behaviors'))).toBe(true);
  });
});
