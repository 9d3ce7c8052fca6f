import { type Alarms, type Deployment, isDeploymentOver, targetsInAll } from '../domain/deployment.ts';
import type { DeploymentTarget } from '../domain/deployment-target.ts';
import { Fault } from '../domain/fault.ts';
import { placeKey } from '../domain/identity.ts';
import type { TrafficStep } from '../rules/deployments/traffic-shift.ts';
import { alarmsOf, shiftOf } from './deployment-facts.ts';
import { type DeploymentRef, deployment } from './deployment-needs.ts';
import { deploymentPace } from './deployment-pace.ts';
import { DeploymentTargets } from './deployment-targets.ts';
import type { Live } from './live.ts';
import type { Need, Priority } from './need.ts';

/** What cannot be read, since it is not there or not allowed, is tried again so much later. */
const AFTER_FAULT_MS = 15_000;

/** AWS makes a rollback a moment after what it rolls back has ended. */
const LOOKS_FOR_ROLLBACK = 3;

/** A deployment with as much of its targets as was read so far. */
export interface DeploymentReading {
  readonly deployment: Deployment;
  readonly targets: readonly DeploymentTarget[];
  readonly alarms?: Alarms;
  /** The steps in which it moves traffic; none for machines. */
  readonly shift: readonly TrafficStep[];
  /** Why what is shown could not be renewed. */
  readonly error?: Fault;
}

export interface WatchDeploymentOptions {
  readonly priority: Priority;
  /** Of more targets none is read. */
  readonly mostTargets?: number;
  onChange(): void;
  /** Told of whatever takes several requests. */
  track?(work: Promise<unknown>): void;
}

const CLOSED = new Error('nobody looks any more');

/** What is known of the targets of each deployment that was looked at: those that are over are never asked for again. */
const known = new WeakMap<Live, Map<string, DeploymentTargets>>();

function targetsOf(live: Live, ref: DeploymentRef): DeploymentTargets {
  const all = known.get(live) ?? new Map<string, DeploymentTargets>();
  known.set(live, all);
  const key = `${placeKey(ref.place)} ${ref.id}`;
  const found = all.get(key) ?? new DeploymentTargets(ref);
  all.set(key, found);
  return found;
}

/** A deployment that is looked at until it is closed: its targets are asked for again whenever it changed, and while it runs. */
export class WatchedDeployment {
  readonly #live: Live;
  readonly #need: Need<Deployment>;
  readonly #options: WatchDeploymentOptions;
  readonly #targets: DeploymentTargets;
  readonly #stop: () => void;
  #facts: { readonly alarms?: Alarms; readonly shift: readonly TrafficStep[] } | undefined;
  #seen: Deployment | undefined;
  #error: Fault | undefined;
  #isLooking = false;
  #isClosed = false;
  #looksAfterEnd = 0;
  #cancel: (() => void) | undefined;

  constructor(live: Live, ref: DeploymentRef, options: WatchDeploymentOptions) {
    this.#live = live;
    this.#need = deployment(ref);
    this.#options = options;
    this.#targets = targetsOf(live, ref);
    this.#stop = live.watch(this.#need, () => this.#answered(), options.priority);
    this.#look();
  }

  /** Undefined until it has answered. */
  get reading(): DeploymentReading | undefined {
    const { value, error } = this.#live.snapshot(this.#need);
    if (!value) return undefined;
    const { alarms, shift = [] } = this.#facts ?? {};
    return { deployment: value, targets: this.#targets.all, alarms, shift, error: error ?? this.#error };
  }

  /** Why it has not answered. */
  get error(): Fault | undefined {
    return this.#live.snapshot(this.#need).error;
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    this.#cancel?.();
  }

  #changed(): void {
    if (!this.#isClosed) this.#options.onChange();
  }

  #answered(): void {
    this.#changed();
    if (this.#live.snapshot(this.#need).value !== this.#seen) this.#look();
  }

  #look(): void {
    const found = this.#live.snapshot(this.#need).value;
    if (this.#isLooking || this.#isClosed || !found) return;
    this.#cancel?.();
    this.#isLooking = true;
    this.#seen = found;
    const began = this.#live.monotonic();
    const before = this.#targets.all;
    const work = this.#read(found).then(
      () => undefined,
      (thrown: unknown) => {
        if (thrown === CLOSED) return undefined;
        if (thrown instanceof Fault) return thrown;
        throw thrown;
      },
    );
    this.#options.track?.(work);
    void work.then((fault) => {
      this.#isLooking = false;
      if (this.#isClosed) return;
      this.#error = fault;
      this.#options.onChange();
      const moves = this.#targets.all !== before;
      this.#next(found, { moves, took: this.#live.monotonic() - began });
    });
  }

  async #read(found: Deployment): Promise<void> {
    const reads = { read: <T>(need: Need<T>) => this.#ask(need) };
    if (targetsInAll(found.targets) <= (this.#options.mostTargets ?? Number.POSITIVE_INFINITY)) {
      await this.#targets.refresh(reads, found, () => this.#changed());
    }
    if (this.#facts) return;
    const [alarms, shift] = await Promise.all([alarmsOf(reads, found), shiftOf(reads, found)]);
    this.#facts = { alarms, shift };
  }

  #ask<T>(need: Need<T>): Promise<T> {
    return this.#isClosed ? Promise.reject(CLOSED) : this.#live.read(need);
  }

  /** Whoever has many targets in progress is asked no more than half of the time. */
  #next(found: Deployment, { moves, took }: { moves: boolean; took: number }): void {
    const { value } = this.#live.snapshot(this.#need);
    if (value !== found) {
      this.#look();
      return;
    }
    const pace = deploymentPace(this.#live, found.place, moves);
    if (this.#error) this.#after(AFTER_FAULT_MS, () => this.#look());
    else if (!isDeploymentOver(found)) this.#after(Math.max(pace, took), () => this.#look());
    else if (expectsRollback(found) && this.#looksAfterEnd < LOOKS_FOR_ROLLBACK) {
      this.#looksAfterEnd += 1;
      this.#after(pace, () => {
        this.#live.refresh([this.#need]);
        this.#next(found, { moves: false, took: 0 });
      });
    }
  }

  #after(milliseconds: number, run: () => void): void {
    this.#cancel?.();
    this.#cancel = this.#live.after(milliseconds, run);
  }
}

/** It is rolled back, but its link does not tell by what yet. */
function expectsRollback({ status, autoRollback, rollback }: Deployment): boolean {
  const isLinked = rollback.by !== undefined || rollback.message !== undefined;
  return status !== 'Succeeded' && autoRollback?.enabled === true && !isLinked;
}
