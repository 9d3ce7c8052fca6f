import { isStopFailureIgnorable } from '../../../rules/deployments/lifecycle-events.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { settle } from './settle.ts';
import { type Diagnostics, type LifecycleEvent, SUCCESS, type Target } from './target.ts';

/** How an event goes on: it begins, and it ends, with what failed where something did. */
export interface Performance {
  /** An event in which a script or function runs is told of in the journal. */
  begin(runsSomething: boolean): void;
  end(failure?: Diagnostics): void;
}

/** Does what a lifecycle event stands for: by an agent, a function or the service itself. */
export type Perform = (event: LifecycleEvent, performance: Performance) => void;

/** From the event at the first place to the one before the second. */
export type Range = readonly [from: number, to: number];

/**
 * Lets a target go through events, one by one. `ended` hears whether all went well, after what is being done now: many
 * targets may end in the same moment. A failure, or a deployment that is to stop, skips the rest (spec 3.6).
 */
export function playEvents(
  run: DeploymentRun,
  target: Target,
  [from, to]: Range,
  perform: Perform,
  ended: (succeeded: boolean) => void,
): void {
  const finish = (succeeded: boolean) => {
    if (!succeeded) settle(run, target, 'Failed');
    else if (to === target.events.length) settle(run, target, 'Succeeded');
    run.stopIfQuiet();
    run.after(0, () => ended(succeeded));
  };
  const step = (index: number) => {
    if (index === to) finish(true);
    else if (run.stop) finish(false);
    else {
      const event = target.events[index]!;
      perform(
        event,
        performanceOf(run, target, event, (goesOn) => (goesOn ? step(index + 1) : finish(false))),
      );
    }
  };
  step(from);
}

function performanceOf(
  run: DeploymentRun,
  target: Target,
  event: LifecycleEvent,
  ended: (goesOn: boolean) => void,
): Performance {
  const { deployment, context } = run;
  let isTold = false;
  return {
    begin: (runsSomething) => {
      isTold = runsSomething;
      begin(run, target, event);
      if (isTold) context.events.lifecycleEvent(deployment, target, event, 'START');
    },
    end: (failure) => {
      event.status = failure ? 'Failed' : 'Succeeded';
      event.diagnostics = failure ?? SUCCESS;
      event.endTime = run.now();
      target.lastUpdatedAt = run.now();
      run.eventsUnderWay -= 1;
      if (isTold || failure) {
        context.events.lifecycleEvent(deployment, target, event, failure ? 'FAILURE' : 'SUCCESS');
      }
      ended(!failure || isIgnored(run, event));
    },
  };
}

function begin(run: DeploymentRun, target: Target, event: LifecycleEvent): void {
  run.start();
  run.eventsUnderWay += 1;
  event.status = 'InProgress';
  event.startTime = run.now();
  const isFirst = target.status === 'Pending';
  target.status = 'InProgress';
  target.lastUpdatedAt = run.now();
  if (isFirst) run.context.events.target(run.deployment, target, 'START');
}

function isIgnored({ deployment }: DeploymentRun, { name }: LifecycleEvent): boolean {
  return deployment.options.ignoreApplicationStopFailures && isStopFailureIgnorable(name);
}
