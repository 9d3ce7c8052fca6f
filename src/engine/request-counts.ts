/** How often an operation was called since the start or the last reset (engine-control: requests). */
export interface RequestCount {
  service: string;
  operation: string;
  count: number;
  errors: number;
}

export class RequestCounts {
  readonly #counts = new Map<string, RequestCount>();

  add(service: string, operation: string, failed: boolean): void {
    const key = `${service}/${operation}`;
    let entry = this.#counts.get(key);
    if (!entry) {
      entry = { service, operation, count: 0, errors: 0 };
      this.#counts.set(key, entry);
    }
    entry.count += 1;
    if (failed) entry.errors += 1;
  }

  list(): RequestCount[] {
    return [...this.#counts.values()];
  }

  clear(): void {
    this.#counts.clear();
  }
}
