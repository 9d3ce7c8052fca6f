/** The services that the gateway speaks to. */
export type ServiceName = 'codepipeline' | 'codedeploy' | 'codebuild' | 'logs' | 'sts';

/**
 * Every operation that Signalbox ever sends, and whether it changes something. A read may be repeated by the
 * scheduler; a change is sent once. The allow-list of a read-only session is made of the reads.
 */
export const OPERATIONS = {
  'codepipeline:GetPipeline': 'read',
  'codepipeline:GetPipelineExecution': 'read',
  'codepipeline:GetPipelineState': 'read',
  'codepipeline:ListActionExecutions': 'read',
  'codepipeline:ListPipelineExecutions': 'read',
  'codepipeline:ListPipelines': 'read',
  'codepipeline:ListRuleExecutions': 'read',
  'codepipeline:CreatePipeline': 'change',
  'codepipeline:DisableStageTransition': 'change',
  'codepipeline:EnableStageTransition': 'change',
  'codepipeline:OverrideStageCondition': 'change',
  'codepipeline:PutApprovalResult': 'change',
  'codepipeline:RetryStageExecution': 'change',
  'codepipeline:RollbackStage': 'change',
  'codepipeline:StartPipelineExecution': 'change',
  'codepipeline:StopPipelineExecution': 'change',
  'codepipeline:UpdatePipeline': 'change',
  'codebuild:BatchGetBuilds': 'read',
  'codedeploy:BatchGetDeployments': 'read',
  'codedeploy:BatchGetDeploymentTargets': 'read',
  'codedeploy:GetDeployment': 'read',
  'codedeploy:GetDeploymentConfig': 'read',
  'codedeploy:GetDeploymentGroup': 'read',
  'codedeploy:ListApplications': 'read',
  'codedeploy:ListDeploymentGroups': 'read',
  'codedeploy:ListDeployments': 'read',
  'codedeploy:ListDeploymentTargets': 'read',
  'codedeploy:ContinueDeployment': 'change',
  'codedeploy:StopDeployment': 'change',
  'logs:FilterLogEvents': 'read',
  'logs:GetLogEvents': 'read',
  'sts:GetCallerIdentity': 'read',
} as const satisfies Record<`${ServiceName}:${string}`, 'read' | 'change'>;

export type OperationId = keyof typeof OPERATIONS;

export const READS: ReadonlySet<OperationId> = new Set(
  (Object.keys(OPERATIONS) as OperationId[]).filter((id) => OPERATIONS[id] === 'read'),
);
