import type { StartingAction } from './runner.ts';
import { playOut } from './scripted.ts';

const SECONDS = 10;

/** An EKS deploy action: its one target is the cluster, and a rule may speak of that [D]. */
export function runEks(starting: StartingAction): void {
  const { context, run, configuration } = starting;
  const { random, behaviors } = context.world;
  const { execution, stage } = run.stageRun;
  // Without it the definition is refused.
  const target = configuration.ClusterName!;
  run.externalId = random.uuid();
  const subject = { pipeline: execution.pipeline.name, stage: stage.name, action: run.action.name, target };
  const rule = behaviors.take(subject, 'target') ?? starting.rule;
  // The name of the variable is [R].
  const result = () => ({ outputVariables: { EKSClusterName: target } });
  playOut({ ...starting, rule }, { seconds: SECONDS, result });
}
