import { isScriptable, type LifecycleEventName, scriptOrigin } from '../../../rules/deployments/lifecycle-events.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { behaviorOf } from './behavior-of.ts';
import type { Bundle } from './bundle.ts';
import { archiveOf, install } from './install.ts';
import type { Machine } from './machine.ts';
import { bundleOf } from './revision-content.ts';
import { type EventPlan, planScripts, planWithoutScripts } from './script-plan.ts';
import { type Diagnostics, unknownError } from './target.ts';

/** A slow agent takes so many times as long, and so many seconds for what takes others none [D]. */
const SLOWNESS = 10;

export interface AgentPlan extends EventPlan {
  readonly runsSomething: boolean;
  /** What is done when the time is over; it may fail. */
  readonly complete?: () => Diagnostics | undefined;
}

/** What the service does itself: it takes no time unless a rule says so. */
export function planForService(run: DeploymentRun, machine: Machine, event: LifecycleEventName): EventPlan {
  return planWithoutScripts(event, behaviorOf(run, machine.id, event), 1);
}

export function planForAgent(run: DeploymentRun, machine: Machine, event: LifecycleEventName): AgentPlan {
  const rule = behaviorOf(run, machine.id, event);
  const isSlow = run.context.world.fleet.find(machine.id)?.agent === 'slow';
  const plan = isScriptable(event)
    ? planHook(run, machine, event, rule, isSlow)
    : planOwn(run, machine, event, rule, isSlow);
  return isSlow ? { ...plan, milliseconds: Math.max(plan.milliseconds, SLOWNESS * 1000) } : plan;
}

/** The scripts of the bundle that has to be asked (spec 3.6). The agent reads its AppSpec file even where it has none [AG]. */
function planHook(
  run: DeploymentRun,
  machine: Machine,
  event: LifecycleEventName,
  rule: BehaviorRule | undefined,
  isSlow: boolean,
): AgentPlan {
  const bundle = bundleFor(run, machine, event);
  const slowness = isSlow ? SLOWNESS : 1;
  if (bundle?.problem !== undefined) {
    return { milliseconds: 0, failure: unknownError(bundle.problem), runsSomething: false };
  }
  const scripts = bundle?.spec?.hooks.get(event);
  if (!scripts) return { ...planWithoutScripts(event, rule, slowness), runsSomething: rule !== undefined };
  const hook = { event, scripts, archive: archiveOf(run.deployment), files: bundle!.files };
  return { ...planScripts(hook, rule, slowness), runsSomething: true };
}

/** What the agent does without scripts: it brings the bundle, and installs it. */
function planOwn(
  run: DeploymentRun,
  machine: Machine,
  event: LifecycleEventName,
  rule: BehaviorRule | undefined,
  isSlow: boolean,
): AgentPlan {
  const { deployment, context } = run;
  const plan = { ...planWithoutScripts(event, rule, isSlow ? SLOWNESS : 1), runsSomething: rule !== undefined };
  if (event === 'DownloadBundle') return { ...plan, complete: () => download(run, machine) };
  return {
    ...plan,
    complete: () => {
      const problem = install(context.hosts, deployment, machine.id, machine.bundle!);
      return problem === undefined ? undefined : unknownError(problem);
    },
  };
}

function download(run: DeploymentRun, machine: Machine): undefined {
  run.bundle ??= bundleOf(run.context, run.deployment);
  machine.bundle = run.bundle;
  machine.record.mostRecent = machine.bundle;
  return undefined;
}

function bundleFor(run: DeploymentRun, machine: Machine, event: LifecycleEventName): Bundle | undefined {
  switch (scriptOrigin(event, run.deployment.kind === 'blueGreenRollback')) {
    case 'lastSuccessfulInstall':
      return machine.record.lastInstalled;
    case 'mostRecent':
      return machine.record.mostRecent;
    case 'current':
      return machine.bundle;
  }
}
