import type { OperationId } from './operation-ids.ts';

/** What IAM lets a permission for an operation be narrowed to; `any` where it has to be given for everything. */
export type ResourceKind =
  | 'pipeline'
  | 'stage'
  | 'action'
  | 'application'
  | 'deployment-group'
  | 'deployment-config'
  | 'build-project'
  | 'log-group'
  | 'any';

/**
 * What a policy may name beside each operation, by IAM's service authorization reference. What that does not tell, or was not seen
 * there, is `any`: such a permission works, narrowed to the wrong thing it would not.
 */
export const OPERATION_RESOURCES = {
  'codepipeline:GetPipeline': 'pipeline',
  'codepipeline:GetPipelineExecution': 'pipeline',
  'codepipeline:GetPipelineState': 'pipeline',
  'codepipeline:ListActionExecutions': 'pipeline',
  'codepipeline:ListPipelineExecutions': 'pipeline',
  'codepipeline:ListPipelines': 'any',
  // Not seen in the reference.
  'codepipeline:ListRuleExecutions': 'any',
  'codepipeline:CreatePipeline': 'pipeline',
  'codepipeline:DisableStageTransition': 'stage',
  'codepipeline:EnableStageTransition': 'stage',
  'codepipeline:OverrideStageCondition': 'stage',
  'codepipeline:PutApprovalResult': 'action',
  'codepipeline:RetryStageExecution': 'stage',
  'codepipeline:RollbackStage': 'stage',
  'codepipeline:StartPipelineExecution': 'pipeline',
  'codepipeline:StopPipelineExecution': 'pipeline',
  'codepipeline:UpdatePipeline': 'pipeline',
  'codebuild:BatchGetBuilds': 'build-project',
  'codedeploy:BatchGetDeployments': 'deployment-group',
  'codedeploy:GetDeployment': 'deployment-group',
  'codedeploy:GetDeploymentConfig': 'deployment-config',
  'codedeploy:GetDeploymentGroup': 'deployment-group',
  'codedeploy:ListDeploymentGroups': 'application',
  'codedeploy:ListDeployments': 'deployment-group',
  'codedeploy:ListApplications': 'any',
  // Of a deployment that is named by its id alone: not seen in the reference with a resource.
  'codedeploy:BatchGetDeploymentTargets': 'any',
  'codedeploy:ListDeploymentTargets': 'any',
  'codedeploy:ContinueDeployment': 'any',
  'codedeploy:StopDeployment': 'any',
  'logs:FilterLogEvents': 'log-group',
  'logs:GetLogEvents': 'log-group',
  // Needs no permission at all; named so that a policy holds every call.
  'sts:GetCallerIdentity': 'any',
} as const satisfies Readonly<Record<OperationId, ResourceKind>>;
