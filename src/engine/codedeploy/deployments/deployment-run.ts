import type { BehaviorRule } from '../../behaviors.ts';
import type { Timer } from '../../clock.ts';
import type { CodeDeployContext } from '../context.ts';
import type { Bundle } from '../targets/bundle.ts';
import { type Deployment, type EndStatus, type ErrorInformation, setDeploymentStatus } from './deployment.ts';

/** What a deployment ends with. */
export interface Ending {
  readonly status: EndStatus;
  readonly error?: ErrorInformation;
}

/** Why a deployment is to stop, and whether it is to be rolled back (spec 3.8). */
export interface Stop {
  readonly error: ErrorInformation;
  readonly rollsBack: boolean;
}

/** What a deployment waits for that ContinueDeployment can cut short (spec 3.8). */
export interface Wait {
  readonly type: 'READY_WAIT' | 'TERMINATION_WAIT';
  readonly goOn: () => void;
}

/** A deployment under way: what it has on the clock, whether it is to stop, and who waits for what. All of it ends with the deployment. */
export class DeploymentRun {
  readonly context: CodeDeployContext;
  readonly deployment: Deployment;
  /** No further lifecycle event begins once this is there. */
  stop: Stop | undefined;
  wait: Wait | undefined;
  /** Milliseconds between two looks at the alarms that are watched; 0: none are. */
  alarmInterval = 0;
  /** Lifecycle events that go on at targets at this moment. */
  eventsUnderWay = 0;
  /** What a behaviour rule says of it as a whole, and how many targets come one after the other. */
  rule: BehaviorRule | undefined;
  rounds = 1;
  /** What its revision holds, once a machine has asked. */
  bundle: Bundle | undefined;
  /** What to do with the answer of a hook's function, by the hook's id. */
  readonly hooks = new Map<string, (succeeded: boolean) => void>();
  readonly #conclude: (run: DeploymentRun, ending: Ending) => void;
  readonly #timers = new Set<Timer>();
  #isOver = false;

  /** `conclude` does what is to be done when the deployment ends. */
  constructor(
    context: CodeDeployContext,
    deployment: Deployment,
    conclude: (run: DeploymentRun, ending: Ending) => void,
  ) {
    this.context = context;
    this.deployment = deployment;
    this.#conclude = conclude;
  }

  now(): number {
    return this.context.world.clock.now();
  }

  /** Does this in so many milliseconds, or right after what is being done now; not at all if the deployment has ended. */
  after(milliseconds: number, happen: () => void): Timer | undefined {
    const { world, agenda } = this.context;
    const unlessOver = () => {
      if (!this.#isOver) happen();
    };
    if (milliseconds <= 0) {
      agenda.soon(unlessOver);
      return undefined;
    }
    const timer = world.clock.after(milliseconds, () => {
      this.#timers.delete(timer);
      agenda.run(unlessOver);
    });
    this.#timers.add(timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (!timer) return;
    this.context.world.clock.cancel(timer);
    this.#timers.delete(timer);
  }

  /** The first lifecycle event begins (spec 3.5); for those that follow there is nothing to do. */
  start(): void {
    const { deployment } = this;
    if (deployment.status !== 'Created' && deployment.status !== 'Queued') return;
    setDeploymentStatus(deployment, 'InProgress');
    deployment.startTime = this.now();
    this.context.events.deployment(deployment, 'START');
  }

  /** Its targets are prepared and wait with it (spec 3.5). */
  becomeReady(): void {
    const { deployment, context } = this;
    setDeploymentStatus(deployment, 'Ready');
    context.events.deployment(deployment, 'READY');
    for (const target of deployment.targets.all()) {
      if (target.status !== 'InProgress') continue;
      target.status = 'Ready';
      target.lastUpdatedAt = this.now();
      context.events.target(deployment, target, 'READY');
    }
  }

  leaveReady(): void {
    setDeploymentStatus(this.deployment, 'InProgress');
    for (const target of this.deployment.targets.all()) if (target.status === 'Ready') target.status = 'InProgress';
  }

  /**
   * Targets have ended and are watched for a while (spec 3.5) [D]: for as long as is said, or until alarms have been looked at
   * once more; where there are none it goes on at once.
   */
  bake(then: () => void, milliseconds = this.alarmInterval): void {
    if (milliseconds > 0 && this.deployment.status !== 'Baking') setDeploymentStatus(this.deployment, 'Baking');
    if (milliseconds > 0) this.after(milliseconds, then);
    else then();
  }

  /** Lets no further event begin; the deployment has stopped when those at machines are over (spec 3.8), and at once elsewhere [D]. */
  requestStop(stop: Stop): void {
    this.stop ??= stop;
    const { kind } = this.deployment;
    if (kind === 'lambda' || kind === 'ecs') this.end({ status: 'Stopped', error: this.stop.error });
    else this.stopIfQuiet();
  }

  /** Ends a deployment that is to stop, when nothing goes on any more. */
  stopIfQuiet(): void {
    if (this.stop && this.eventsUnderWay === 0) this.end({ status: 'Stopped', error: this.stop.error });
  }

  /** Ends the deployment; what comes after its end is ignored. */
  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers) this.context.world.clock.cancel(timer);
    this.#timers.clear();
    this.#conclude(this, ending);
  }
}
