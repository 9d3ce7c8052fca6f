import type { ServiceClock } from '../domain/service-clock.ts';

// The Date header has a resolution of a second, and answers travel: what differs by less is the same time.
const DATE_TOLERANCE_MS = 1500;

/** The service's clock as its answers show it, running on by the local monotonic clock in between. */
export class ObservedClock implements ServiceClock {
  readonly #monotonic: () => number;
  #service: number | undefined;
  #local = 0;
  #speed = 1;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  get speed(): number {
    return this.#speed;
  }

  now(): number | undefined {
    if (this.#service === undefined) return undefined;
    return Math.floor(this.#service + (this.#monotonic() - this.#local) * this.#speed);
  }

  /** A mock tells its time to the millisecond, and how fast it runs, in `x-signalbox-clock`; AWS in `Date`. */
  observe(headers: Record<string, string>): void {
    const mock = /^(\d+);(real|manual);([\d.]+)$/.exec(headers['x-signalbox-clock'] ?? '');
    if (mock) {
      this.#set(Number(mock[1]), mock[2] === 'manual' ? 0 : Number(mock[3]));
      return;
    }
    const date = Date.parse(headers.date ?? headers.Date ?? '');
    if (Number.isNaN(date)) return;
    const known = this.now();
    if (known === undefined || Math.abs(known - date) > DATE_TOLERANCE_MS) this.#set(date, 1);
  }

  #set(service: number, speed: number): void {
    this.#service = service;
    this.#local = this.#monotonic();
    this.#speed = speed;
  }
}
