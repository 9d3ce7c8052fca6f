import type { ActionType } from '../../../rules/action-types.ts';
import { runApproval } from './approval.ts';
import { runCloudFormation } from './cloudformation.ts';
import { runCodeBuild } from './codebuild.ts';
import { runCodeDeploy, runCodeDeployToEcs } from './codedeploy.ts';
import { runCommands } from './commands.ts';
import { runEc2 } from './ec2.ts';
import { runEks } from './eks.ts';
import { runInvokePipeline } from './invoke-pipeline.ts';
import type { Runner } from './runner.ts';
import { runSource } from './source.ts';
import { runTimed } from './timed.ts';

/** What runs an action of this type when nobody outside does: in the place of a worker a behaviour rule answers. */
export function runnerFor({ category, provider, executor }: ActionType): Runner {
  if (category === 'Source') return runSource;
  if (executor === 'JobWorker') return runTimed;
  if (category === 'Approval') return runApproval;
  return BY_PROVIDER[`${category}/${provider}`] ?? runTimed;
}

const BY_PROVIDER: Readonly<Record<string, Runner>> = {
  'Build/CodeBuild': runCodeBuild,
  'Test/CodeBuild': runCodeBuild,
  'Build/Commands': runCommands,
  'Compute/Commands': runCommands,
  'Deploy/CloudFormation': runCloudFormation,
  'Deploy/CodeDeploy': runCodeDeploy,
  'Deploy/CodeDeployToECS': runCodeDeployToEcs,
  'Deploy/EC2': runEc2,
  'Deploy/EKS': runEks,
  'Invoke/CodePipeline': runInvokePipeline,
};
