import { type Deployment, isDeploymentOver } from '../../domain/deployment.ts';
import { deploymentWait } from '../../domain/deployment-wait.ts';
import { Fault, isRenewable } from '../../domain/fault.ts';
import { deployment, trafficShift } from '../../live/deployment-needs.ts';
import { deploymentPace } from '../../live/deployment-pace.ts';
import { DeploymentTargets } from '../../live/deployment-targets.ts';
import type { Need } from '../../live/need.ts';
import { nowText } from '../../text/deployment-words.ts';
import { type Session, serviceTime } from '../session.ts';
import {
  type DeploymentChange,
  type DeploymentReading,
  type DeploymentTold,
  deploymentChanges,
  deploymentProgress,
  rememberDeployment,
} from './deployment-progress.ts';

/** So long whoever watches may take to renew credentials that have run out meanwhile. */
const RENEWAL_PATIENCE_MS = 15 * 60_000;

/** AWS makes a rollback a moment after what it rolls back has ended. */
const LOOKS_FOR_ROLLBACK = 3;

export interface FollowDeploymentOptions {
  readonly session: Session;
  readonly found: Deployment;
  readonly signal: AbortSignal;
  onChange(change: DeploymentChange): void;
  /** After every look, also when nothing changed. */
  onLook(reading: DeploymentReading): void;
  /** The service does not answer for a while, or answers again. */
  onTrouble(fault: Fault | undefined): void;
}

/** Follows a deployment to its end. Rejects with the signal's reason, or with a Fault that waiting does not mend. */
export async function followDeployment(options: FollowDeploymentOptions): Promise<Deployment> {
  const follower = new DeploymentFollower(options);
  const found = await follower.end();
  return follower.withRollback(found);
}

class DeploymentFollower {
  readonly #options: FollowDeploymentOptions;
  readonly #targets: DeploymentTargets;
  #told: DeploymentTold = new Map();
  #isTroubled = false;
  /** Local monotonic milliseconds since when the credentials are not good any more. */
  #expiredAt: number | undefined;

  constructor(options: FollowDeploymentOptions) {
    this.#options = options;
    this.#targets = new DeploymentTargets(options.found);
  }

  async end(): Promise<Deployment> {
    for (;;) {
      const told = this.#told;
      const found = await this.#untilAnswered(() => this.#look());
      if (isDeploymentOver(found)) return found;
      await this.#pause(this.#told !== told);
    }
  }

  /** The rollback that follows is known by its link, which may come later than the end. */
  async withRollback(found: Deployment): Promise<Deployment> {
    let last = found;
    const isExpected = found.status !== 'Succeeded' && found.autoRollback?.enabled === true;
    for (let look = 0; look < LOOKS_FOR_ROLLBACK && isExpected && !isLinked(last); look += 1) {
      await this.#pause(true);
      last = await this.#untilAnswered(() => this.#read(deployment(last)));
    }
    return last;
  }

  /** The deployment first: what it shows to have ended is among the targets that are read after it. */
  async #look(): Promise<Deployment> {
    const { session, onChange, onLook } = this.#options;
    const found = await this.#read(deployment(this.#options.found));
    await this.#targets.refresh({ read: (need) => this.#read(need) }, found);
    const targets = this.#targets.all;
    const wait = deploymentWait(found, targets, await this.#steps(found));
    const text = nowText(found, wait, serviceTime(session, found.place));
    const reading = { deployment: found, targets, wait, text };
    const now = deploymentProgress(reading);
    const changes = deploymentChanges(this.#told, now);
    for (const change of changes) onChange(change);
    if (changes.length > 0) this.#told = rememberDeployment(this.#told, now);
    onLook(reading);
    return found;
  }

  async #steps({ place, config, computePlatform }: Deployment) {
    const { live } = this.#options.session;
    if (config === undefined || computePlatform === 'Server') return [];
    const need = trafficShift(place, config);
    return live.snapshot(need).value ?? (await this.#read(need).catch(noSteps));
  }

  /** A fault that passes is said once and waited out; any other is the end. */
  async #untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
    const { onTrouble } = this.#options;
    for (;;) {
      try {
        const answer = await ask();
        if (this.#isTroubled) onTrouble(undefined);
        this.#isTroubled = false;
        this.#expiredAt = undefined;
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof Fault) || !this.#passes(thrown)) throw thrown;
        this.#heed(thrown);
        await this.#pause(false);
      }
    }
  }

  /** Credentials pass only for who had good ones, and somebody has to renew them: that is not waited for without end. */
  #passes(fault: Fault): boolean {
    if (fault.retryable || !isRenewable(fault) || this.#told.size === 0) return fault.retryable;
    const now = this.#options.session.live.monotonic();
    this.#expiredAt ??= now;
    return now - this.#expiredAt < RENEWAL_PATIENCE_MS;
  }

  /** What does not come at once is said at once: the store asks again for a while before it gives up. */
  async #read<T>(need: Need<T>): Promise<T> {
    const { live } = this.#options.session;
    const stop = live.watch(need, () => this.#heed(live.snapshot(need).error), 'front');
    try {
      return await this.#unlessEnded(live.read(need));
    } finally {
      stop();
    }
  }

  #heed(fault: Fault | undefined): void {
    if (!fault || this.#isTroubled || !this.#passes(fault)) return;
    this.#isTroubled = true;
    this.#options.onTrouble(fault);
  }

  #pause(moves: boolean): Promise<void> {
    const { session, found } = this.#options;
    const milliseconds = deploymentPace(session.live, found.place, moves);
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = session.live.after(milliseconds, resolve);
    return this.#unlessEnded(promise).finally(cancel);
  }

  /** Whoever ends the watch does not wait for an answer. */
  #unlessEnded<T>(answer: Promise<T>): Promise<T> {
    const { signal } = this.#options;
    answer.catch(() => undefined);
    const { promise, reject } = Promise.withResolvers<never>();
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return Promise.race([answer, promise]).finally(() => signal.removeEventListener('abort', end));
  }
}

function isLinked({ rollback }: Deployment): boolean {
  return rollback.by !== undefined || rollback.message !== undefined;
}

/** Who may not read the configuration watches without knowing when the next step is. */
function noSteps(thrown: unknown): never[] {
  if (thrown instanceof Fault && !thrown.retryable) return [];
  throw thrown;
}
