import { isScriptable } from '../../../rules/deployments/lifecycle-events.ts';
import type { BehaviorRule } from '../../behaviors.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { behaviorOf } from './behavior-of.ts';
import type { Perform, Performance } from './play-events.ts';
import type { Diagnostics, LifecycleEvent, Target } from './target.ts';
import { unknownError } from './target.ts';

const SECOND = 1000;

/** A function answers in so many seconds (engine-control: defaults). */
const HOOK_SECONDS = 2;

/** Who has not answered after an hour has failed (spec 3.10). */
const LONGEST_HOOK = 3600 * SECOND;

/** What the service does at an event itself; calls `end` when that is done. */
export type ServiceStep = (end: () => void) => void;

/**
 * What happens at the lifecycle events of a Lambda function or an ECS service (spec 3.10, 3.11): a function is called where
 * the AppSpec file names one, and the service moves tasks and traffic.
 */
export function hookFunctions(
  run: DeploymentRun,
  target: Target,
  hooks: ReadonlyMap<string, string>,
  steps: Partial<Record<LifecycleEvent['name'], ServiceStep>>,
): Perform {
  return (event, performance) => {
    const rule = behaviorOf(run, target.id, event.name);
    const functionName = hooks.get(event.name);
    if (isScriptable(event.name) && functionName !== undefined) {
      callFunction(run, event, functionName, rule, performance);
      return;
    }
    performance.begin(rule !== undefined);
    playStep(run, event, rule, steps[event.name] ?? ((end) => end()), performance.end);
  };
}

/** The function has an id to answer with; without a rule that leaves it to somebody outside, it answers by itself. */
function callFunction(
  run: DeploymentRun,
  event: LifecycleEvent,
  functionName: string,
  rule: BehaviorRule | undefined,
  performance: Performance,
): void {
  const hookId = run.context.world.random.uuid();
  event.hookId = hookId;
  let hasEnded = false;
  const end = (failure: Diagnostics | undefined) => {
    if (hasEnded) return;
    hasEnded = true;
    run.hooks.delete(hookId);
    run.cancel(timer);
    performance.end(failure);
  };
  const { outcome = 'succeed', durationSeconds: seconds = HOOK_SECONDS } = rule ?? {};
  const isLeftOpen = outcome === 'external' || outcome === 'hang' || seconds * SECOND >= LONGEST_HOOK;
  run.hooks.set(hookId, (succeeded) => end(succeeded ? undefined : refusal(functionName, rule)));
  performance.begin(true);
  const timer = run.after(isLeftOpen ? LONGEST_HOOK : Math.round(seconds * SECOND), () => {
    if (isLeftOpen) end(silence(functionName));
    else end(outcome === 'fail' ? refusal(functionName, rule) : undefined);
  });
}

/**
 * A rule about what the service does itself lets it take longer, fail in the end, or never end. One that leaves hooks to
 * somebody outside says nothing of it, since nobody could answer.
 */
function playStep(
  run: DeploymentRun,
  { name }: LifecycleEvent,
  rule: BehaviorRule | undefined,
  step: ServiceStep,
  end: Performance['end'],
): void {
  if (rule?.outcome === 'hang') return;
  const milliseconds = Math.round((rule?.durationSeconds ?? 0) * SECOND);
  const failure =
    rule?.outcome === 'fail'
      ? { ...unknownError(`The lifecycle event ${name} failed`), ...rule.diagnostics }
      : undefined;
  step(() => {
    if (milliseconds === 0) end(failure);
    else run.after(milliseconds, () => end(failure));
  });
}

/** Code and text are [D]. */
function refusal(functionName: string, rule: BehaviorRule | undefined): Diagnostics {
  const message = `The function ${functionName} answered Failed`;
  return { errorCode: 'ScriptFailed', scriptName: functionName, message, logTail: '', ...rule?.diagnostics };
}

function silence(functionName: string): Diagnostics {
  const message = `The function ${functionName} did not answer within an hour`;
  return { errorCode: 'ScriptTimedOut', scriptName: functionName, message, logTail: '' };
}
