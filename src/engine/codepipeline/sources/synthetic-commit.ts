import type { Random } from '../../random.ts';

/** A commit that nobody made: enough of it to look at. */
export interface SyntheticCommit {
  /** 40 hexadecimal digits. */
  readonly id: string;
  readonly summary: string;
  readonly author: string;
  /** ISO 8601, seconds. */
  readonly date: string;
}

const AUTHORS = ['Ana Ruiz', 'Ben Okafor', 'Chloe Martin', 'Dmitri Volkov', 'Emi Tanaka', 'Farah Aziz', 'Goran Ilic'];
const VERBS = [
  'Fix',
  'Speed up',
  'Simplify',
  'Add tests for',
  'Log failures of',
  'Make configurable',
  'Retry',
  'Cache',
];
const THINGS = [
  'login redirects',
  'the checkout total',
  'the health check',
  'image thumbnails',
  'session expiry',
  'the price import',
  'mail delivery',
  'search suggestions',
  'the order export',
  'rate limit headers',
];
const CIRCUMSTANCES = ['', '', ' on slow networks', ' for guests', ' after a restart', ' when the list is empty'];

export function syntheticCommit(random: Random, now: number): SyntheticCommit {
  return {
    id: random.hex(40),
    summary: `${random.pick(VERBS)} ${random.pick(THINGS)}${random.pick(CIRCUMSTANCES)}`,
    author: random.pick(AUTHORS),
    date: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
