import type { Timer } from '../../clock.ts';
import type { World } from '../../world.ts';
import type { BuildPlace } from './build.ts';
import { BuildEvents } from './build-events.ts';
import type { BuildHandle } from './build-handle.ts';
import { type BuildProgress, planOf, progressOf } from './build-progress.ts';
import type { BuildPlan } from './phases.ts';

export interface BuildMoments {
  /** Its log begins (spec 4: with PROVISIONING). */
  readonly onLog: () => void;
  /** Its reports come into being: with UPLOAD_ARTIFACTS [D]. */
  readonly onReports: () => void;
  readonly onEnd: (ended: BuildProgress) => void;
}

/** A build that goes through its phases, by one timer that goes from phase to phase. */
export class BuildRun {
  readonly #world: World;
  readonly #handle: BuildHandle;
  readonly #moments: BuildMoments;
  readonly #events: BuildEvents;
  #plan: BuildPlan;
  #next = 0;
  #entered = -1;
  #timer: Timer | undefined;

  constructor(world: World, place: BuildPlace, handle: BuildHandle, moments: BuildMoments) {
    this.#world = world;
    this.#handle = handle;
    this.#moments = moments;
    this.#events = new BuildEvents(world, place, handle);
    this.#plan = planOf(handle.build);
  }

  begin(): void {
    this.#events.state('IN_PROGRESS');
    this.#walk();
  }

  /** From here on it goes as has been decided since. */
  goOn(): void {
    this.#world.clock.cancel(this.#timer);
    this.#plan = planOf(this.#handle.build);
    this.#walk();
  }

  readonly #walk = (): void => {
    const { clock } = this.#world;
    const { startTime } = this.#handle.build;
    const { phases, status } = this.#plan;
    for (let phase = phases[this.#next]; phase; phase = phases[this.#next]) {
      if (this.#entered < this.#next && phase.type === 'PROVISIONING') this.#moments.onLog();
      if (this.#entered < this.#next && phase.type === 'UPLOAD_ARTIFACTS') this.#moments.onReports();
      this.#entered = this.#next;
      if (startTime + phase.end > clock.now()) {
        this.#timer = clock.at(startTime + phase.end, this.#walk);
        return;
      }
      this.#events.phase(this.#next);
      this.#next += 1;
    }
    this.#events.state(status);
    this.#moments.onEnd(progressOf(this.#handle.build, clock.now(), this.#plan));
  };
}
