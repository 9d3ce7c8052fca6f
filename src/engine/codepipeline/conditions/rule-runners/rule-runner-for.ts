import type { RuleType } from '../../../../rules/rule-types.ts';
import { playOut } from '../../runners/scripted.ts';
import { runCloudWatchAlarm } from './cloudwatch-alarm.ts';
import { runCodeBuildRule } from './codebuild-rule.ts';
import { runDeploymentWindow } from './deployment-window.ts';
import type { RuleRunner } from './rule-runner.ts';
import { runVariableCheck } from './variable-check.ts';

const SECONDS = 10;

/** What a function or a shell line finds is the outside world's: it takes its time and finds nothing wrong (engine-control: defaults). */
const runTimed: RuleRunner = (starting) => playOut(starting, { seconds: SECONDS, result: () => ({}) });

/** Rules that look at what the engine knows: a behaviour rule that names an outcome speaks in their place. */
function unlessScripted(run: RuleRunner): RuleRunner {
  return (starting) => {
    if (starting.rule?.outcome) playOut(starting, { seconds: 0, result: () => ({}) });
    else run(starting);
  };
}

const RUNNERS: Readonly<Record<string, RuleRunner>> = {
  CloudWatchAlarm: unlessScripted(runCloudWatchAlarm),
  CodeBuild: runCodeBuildRule,
  Commands: runTimed,
  DeploymentWindow: unlessScripted(runDeploymentWindow),
  LambdaInvoke: runTimed,
  VariableCheck: unlessScripted(runVariableCheck),
};

/** What runs a rule of this type. */
export function ruleRunnerFor({ provider }: RuleType): RuleRunner {
  return RUNNERS[provider]!;
}
