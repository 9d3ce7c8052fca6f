/**
 * What time it is at the service. Ages and durations are reckoned by it, so that they hold under a
 * manual or sped-up engine and on a bastion whose own clock is wrong.
 */
export interface ServiceClock {
  /** Epoch milliseconds by the service's clock; undefined before the first answer. */
  now(): number | undefined;
  /** Milliseconds of service time in a real millisecond: 1 for AWS, 0 for a manual clock. */
  readonly speed: number;
}
