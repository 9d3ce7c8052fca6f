import type { ActionType } from '../../../rules/action-types.ts';
import { runApproval } from './approval.ts';
import { runCodeBuild } from './codebuild.ts';
import { runCommands } from './commands.ts';
import { runEc2 } from './ec2.ts';
import { runEks } from './eks.ts';
import type { Runner } from './runner.ts';
import { runSource } from './source.ts';
import { runTimed } from './timed.ts';

/** What runs an action of this type when nobody outside does: in the place of a worker a behaviour rule answers. */
export function runnerFor({ category, provider, executor }: ActionType): Runner {
  if (category === 'Source') return runSource;
  if (executor === 'JobWorker') return runTimed;
  if (category === 'Approval') return runApproval;
  if (provider === 'Commands') return runCommands;
  if (provider === 'CodeBuild') return runCodeBuild;
  if (provider === 'EC2') return runEc2;
  return provider === 'EKS' ? runEks : runTimed;
}
