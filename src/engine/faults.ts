import { globTest } from '../rules/glob.ts';
import type { Random } from './random.ts';

/** Something that goes wrong with AWS calls (engine-control: faults). */
export interface FaultRule {
  /** Glob of a service such as `codepipeline` or `sts`; absent = any. */
  readonly service?: string;
  /** Glob of an operation; absent = any. */
  readonly operation?: string;
  readonly kind: FaultKind;
  /** The share of calls that it strikes, by chance; absent = every one. */
  readonly rate?: number;
  /** How many calls it strikes before it is used up; absent = no end. */
  readonly times?: number;
  /** What an `error` answers. */
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  /** How long a `delay` holds the answer back, real milliseconds. */
  readonly delayMs?: number;
}

export type FaultKind = 'throttle' | 'error' | 'delay' | 'drop' | 'refuse' | 'expired-credentials' | 'access-denied';

interface Entry {
  readonly rule: FaultRule;
  readonly isService: (name: string) => boolean;
  readonly isOperation: (name: string) => boolean;
  left: number;
}

/** The faults in force. As with behaviours, later rules win and a used-up rule is passed over; so is one that chance spares. */
export class Faults {
  readonly #random: Random;
  #rules: Entry[] = [];

  /** Draws from `random`, which nothing else may use: what goes wrong must not change the ids that follow. */
  constructor(random: Random) {
    this.#random = random;
  }

  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({
      rule,
      isService: globTest(rule.service ?? '*'),
      isOperation: globTest(rule.operation ?? '*'),
      left: rule.times ?? Number.POSITIVE_INFINITY,
    }));
  }

  /** The rules as given, with what is left of `times`. */
  list(): FaultRule[] {
    return this.#rules.map(({ rule, left }) => (rule.times === undefined ? rule : { ...rule, times: left }));
  }

  /** The fault that strikes this call, if any; takes one of its `times`. */
  strike(service: string, operation: string): FaultRule | undefined {
    for (let i = this.#rules.length - 1; i >= 0; i--) {
      const entry = this.#rules[i]!;
      if (entry.left === 0 || !entry.isService(service) || !entry.isOperation(operation)) continue;
      if (entry.rule.rate !== undefined && this.#random.fraction() >= entry.rule.rate) continue;
      entry.left -= 1;
      return entry.rule;
    }
    return undefined;
  }
}
