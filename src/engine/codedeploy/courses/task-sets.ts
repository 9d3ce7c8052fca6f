import type { DeploymentRun } from '../deployments/deployment-run.ts';
import type { Target, TaskSet } from '../targets/target.ts';

/** How many tasks a service has, of which nobody has said anything [D]. */
const TASKS = 2;

/** The tasks of a group's service that serve now, as the last deployment left them (spec 3.11). */
export function serving(run: DeploymentRun): TaskSet {
  const { context, deployment } = run;
  const known = context.servingTasks.get(deployment.group.id);
  return { ...(known ?? newTaskSet(run, 0)), status: 'PRIMARY', trafficWeight: 100, taskSetLabel: 'Blue' };
}

/** The new tasks come, behind the target group that does not serve: the two take turns (spec 3.11). */
export function installGreen(run: DeploymentRun, target: Target): void {
  const [blue] = target.taskSets!;
  const [first] = targetGroupNames(run);
  replace(run, target, [blue!, newTaskSet(run, blue!.targetGroup.name === first ? 1 : 0)]);
}

/** The green tasks get so many percent of the traffic, and the blue ones the rest. */
export function setWeights(run: DeploymentRun, target: Target, percent: number): void {
  const [blue, green] = target.taskSets!;
  const hasMoved = percent === 100;
  replace(run, target, [
    { ...blue!, trafficWeight: 100 - percent, status: hasMoved ? 'ACTIVE' : 'PRIMARY' },
    { ...green!, trafficWeight: percent, status: hasMoved ? 'PRIMARY' : 'ACTIVE' },
  ]);
}

/** What was replaced goes. */
export function drain(run: DeploymentRun, target: Target, label: TaskSet['taskSetLabel']): void {
  const sets = target.taskSets!.map(
    (set): TaskSet =>
      set.taskSetLabel === label ? { ...set, status: 'DRAINING', desiredCount: 0, runningCount: 0 } : set,
  );
  replace(run, target, sets);
}

/** What is green now will be blue next time. */
export function keepServing({ context, deployment }: DeploymentRun, target: Target): void {
  context.servingTasks.set(deployment.group.id, target.taskSets![1]!);
}

/** The task sets of a deployment that is taken back: what came with it is to go, and what was there is to come back. */
export function swapped({ taskSets = [] }: Target): readonly TaskSet[] {
  const [blue, green] = taskSets;
  return [
    { ...green!, taskSetLabel: 'Blue' },
    { ...blue!, taskSetLabel: 'Green' },
  ];
}

function replace(run: DeploymentRun, target: Target, taskSets: readonly TaskSet[]): void {
  target.taskSets = taskSets;
  target.lastUpdatedAt = run.now();
}

function newTaskSet(run: DeploymentRun, targetGroup: 0 | 1): TaskSet {
  return {
    identifer: `ecs-svc/${digits(run)}`, // [R]
    desiredCount: TASKS,
    pendingCount: 0,
    runningCount: TASKS,
    status: 'ACTIVE',
    trafficWeight: 0,
    targetGroup: { name: targetGroupNames(run)[targetGroup] },
    taskSetLabel: 'Green',
  };
}

function digits({ context }: DeploymentRun): string {
  return Array.from({ length: 19 }, () => context.world.random.integer(10)).join('');
}

function targetGroupNames({ deployment }: DeploymentRun): [string, string] {
  const [pair] = deployment.settings.loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const [first, second] = pair?.targetGroups ?? [];
  return [first?.name ?? '', second?.name ?? ''];
}
