import type { EngineContext } from '../engine-context.ts';
import type { DeployTarget, TargetEvent } from './deploy-target.ts';

/** How a deployment goes on one target. */
export interface TargetPlan {
  /** Of all its events together. */
  readonly milliseconds: number;
  /** `hang` stays in its first event. */
  readonly outcome: 'succeed' | 'fail' | 'hang' | 'unreachable';
  /** Why it fails. */
  readonly message?: string;
  /** Whether its events are commands of Systems Manager. */
  readonly hasCommands: boolean;
}

/** Deploys to one target, event by event; what fails fails in its last event, and what is unreachable in its first. */
export function playTarget(context: EngineContext, target: DeployTarget, plan: TargetPlan, ended: () => void): void {
  const { clock, random } = context.world;
  const startTime = clock.now();
  target.status = 'InProgress';
  target.startTime = startTime;
  const end = (status: 'Succeeded' | 'Failed') => {
    target.status = status;
    target.endTime = clock.now();
    ended();
  };
  const play = (index: number) => {
    const event = target.events[index]!;
    const isLast = index === target.events.length - 1;
    begin(event, clock.now(), plan.hasCommands ? random.uuid() : undefined);
    if (plan.outcome === 'hang') return;
    const isOver = plan.outcome === 'unreachable';
    const until = startTime + (isOver ? 0 : Math.round((plan.milliseconds * (index + 1)) / target.events.length));
    later(context, until, () => {
      const fails = isOver || (isLast && plan.outcome === 'fail');
      finish(event, clock.now(), fails ? plan.message : undefined, fails);
      if (fails) end('Failed');
      else if (isLast) end('Succeeded');
      else play(index + 1);
    });
  };
  play(0);
}

function begin(event: TargetEvent, now: number, ssmCommandId: string | undefined): void {
  event.status = 'InProgress';
  event.startTime = now;
  if (ssmCommandId !== undefined) event.ssmCommandId = ssmCommandId;
}

function finish(event: TargetEvent, now: number, message: string | undefined, fails: boolean): void {
  event.status = fails ? 'Failed' : 'Succeeded';
  event.endTime = now;
  if (message !== undefined) event.message = message;
}

function later({ world, agenda }: EngineContext, due: number, happen: () => void): void {
  if (due <= world.clock.now()) agenda.soon(happen);
  else world.clock.at(due, () => agenda.run(happen));
}
