import { Fault } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import { accountText } from '../domain/identity.ts';
import { type Subject, subjectText } from '../domain/subject.ts';

/** Where changes need more than a yes. Each member is a glob; what is absent matches everything. */
export interface ProtectedEnvironment {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly pipeline?: string;
}

/** Why changes in an environment are let through, and for how long. */
interface Unlock {
  readonly why: string;
  /** Local monotonic milliseconds; undefined: for this command. */
  readonly until: number | undefined;
}

/** Which environments are protected, and which of them somebody has unlocked. */
export class Protection {
  readonly environments: readonly ProtectedEnvironment[];
  readonly #monotonic: () => number;
  readonly #unlocks = new Map<ProtectedEnvironment, Unlock>();

  constructor(environments: readonly ProtectedEnvironment[], monotonic: () => number) {
    this.environments = environments;
    this.#monotonic = monotonic;
  }

  /** The first that covers it. What is in no pipeline is covered whatever the pipeline's glob: it cannot be told whose it is. */
  environmentOf({ place, pipeline }: Subject): ProtectedEnvironment | undefined {
    return this.environments.find(
      (environment) =>
        matches(environment.account, place.account) &&
        matches(environment.region, place.region) &&
        (pipeline === undefined || matches(environment.pipeline, pipeline.name)),
    );
  }

  /** Lets changes through for so many milliseconds, or for the rest of this process. */
  unlock(environment: ProtectedEnvironment, why: string, milliseconds?: number): void {
    const until = milliseconds === undefined ? undefined : this.#monotonic() + milliseconds;
    this.#unlocks.set(environment, { why, until });
  }

  lock(environment: ProtectedEnvironment): void {
    this.#unlocks.delete(environment);
  }

  /** Local milliseconds for which it stays unlocked: 0 when it is locked, Infinity when for this process. */
  unlockedFor(environment: ProtectedEnvironment): number {
    const unlock = this.#unlocks.get(environment);
    if (!unlock) return 0;
    return unlock.until === undefined ? Number.POSITIVE_INFINITY : Math.max(0, unlock.until - this.#monotonic());
  }

  /** What was given as the reason for changes there; undefined where it is not unlocked. */
  why(subject: Subject): string | undefined {
    const environment = this.environmentOf(subject);
    return environment && this.unlockedFor(environment) > 0 ? this.#unlocks.get(environment)?.why : undefined;
  }

  /** Throws Fault `refused-here` when one of them is in an environment that is locked. */
  admit(subjects: readonly Subject[]): void {
    for (const subject of subjects) {
      const environment = this.environmentOf(subject);
      if (environment && this.unlockedFor(environment) === 0) throw locked(environment, subject);
    }
  }
}

function matches(glob: string | undefined, name: string): boolean {
  return glob === undefined || matchesGlobs(name, [glob]);
}

function locked({ name }: ProtectedEnvironment, subject: Subject): Fault {
  const { account, region } = subject.place;
  const where = `${subjectText(subject)} (${accountText(account)} ${region})`;
  const message = `${where} is in the protected environment ${name}: a change needs --protected and --why; nothing was sent`;
  return new Fault({ kind: 'refused-here', code: 'ProtectedEnvironment', message });
}
