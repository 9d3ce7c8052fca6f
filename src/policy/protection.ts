import { Fault } from '../domain/fault.ts';
import { matchesGlobs } from '../domain/glob.ts';
import { accountText } from '../domain/identity.ts';
import { type Subject, subjectText } from '../domain/subject.ts';

/**
 * Where changes need more than a yes. Each member but the name is a glob; what is absent matches everything. Several of the
 * same name are one environment: it is unlocked and locked by its name.
 */
export interface ProtectedEnvironment {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly pipeline?: string;
}

/** Why changes in an environment are let through, and for how long. */
interface Unlock {
  readonly why: string;
  /** Milliseconds of its clock; undefined: for this command. */
  readonly until: number | undefined;
}

/** Which environments are protected, and which of them somebody has unlocked. */
export class Protection {
  readonly #environments: readonly ProtectedEnvironment[];
  readonly #clock: () => number;
  readonly #unlocks = new Map<string, Unlock>();

  /** `clock` tells local milliseconds that never go back. */
  constructor(environments: readonly ProtectedEnvironment[], clock: () => number) {
    this.#environments = environments;
    this.#clock = clock;
  }

  /** All there are, by their names. */
  get names(): readonly string[] {
    return [...new Set(this.#environments.map(({ name }) => name))];
  }

  /** The names of those that cover it. What is in no pipeline is covered whatever the pipeline's glob: it cannot be told whose it is. */
  environmentsOf({ place, pipeline }: Subject): readonly string[] {
    const covering = this.#environments.filter(
      (environment) =>
        matches(environment.account, place.account) &&
        matches(environment.region, place.region) &&
        (pipeline === undefined || matches(environment.pipeline, pipeline.name)),
    );
    return [...new Set(covering.map(({ name }) => name))];
  }

  environmentsOfAll(subjects: readonly Subject[]): readonly string[] {
    return [...new Set(subjects.flatMap((subject) => this.environmentsOf(subject)))];
  }

  /** The names of those that are locked, of all that cover one of the subjects. */
  lockedOf(subjects: readonly Subject[]): readonly string[] {
    return this.environmentsOfAll(subjects).filter((name) => this.unlockedFor(name) === 0);
  }

  /** Lets changes through for so many milliseconds, or for the rest of this process. */
  unlock(environment: string, why: string, milliseconds?: number): void {
    const until = milliseconds === undefined ? undefined : this.#clock() + milliseconds;
    this.#unlocks.set(environment, { why, until });
  }

  lock(environment: string): void {
    this.#unlocks.delete(environment);
  }

  /** Local milliseconds for which it stays unlocked: 0 when it is locked, Infinity when for this process. */
  unlockedFor(environment: string): number {
    const unlock = this.#unlocks.get(environment);
    if (!unlock) return 0;
    return unlock.until === undefined ? Number.POSITIVE_INFINITY : Math.max(0, unlock.until - this.#clock());
  }

  /** What was given as the reason for changes there; undefined where nothing had to be unlocked. */
  why(subject: Subject): string | undefined {
    const unlocked = this.environmentsOf(subject).filter((name) => this.unlockedFor(name) > 0);
    const reasons = new Set(unlocked.map((name) => this.#unlocks.get(name)?.why));
    return reasons.size === 0 ? undefined : [...reasons].join('; ');
  }

  /** Throws Fault `refused-here` when one of them is in an environment that is locked. */
  admit(subjects: readonly Subject[]): void {
    for (const subject of subjects) {
      const [environment] = this.lockedOf([subject]);
      if (environment !== undefined) throw locked(environment, subject);
    }
  }
}

function matches(glob: string | undefined, name: string): boolean {
  return glob === undefined || matchesGlobs(name, [glob]);
}

function locked(name: string, subject: Subject): Fault {
  const { account, region } = subject.place;
  const where = `${subjectText(subject)} (${accountText(account)} ${region})`;
  const message = `${where} is in the protected environment ${name}: a change needs --protected and --why; nothing was sent`;
  return new Fault({ kind: 'refused-here', code: 'ProtectedEnvironment', message });
}
