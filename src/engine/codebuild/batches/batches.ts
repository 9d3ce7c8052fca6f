import type { BuildBatch } from './batch.ts';

/** The batches of one account and region, by `project:uuid`. */
export class Batches {
  readonly #byId = new Map<string, BuildBatch>();
  readonly #counts = new Map<string, number>();

  find(id: string): BuildBatch | undefined {
    return this.#byId.get(id);
  }

  nextNumber(project: string): number {
    return (this.#counts.get(project) ?? 0) + 1;
  }

  add(batch: BuildBatch): void {
    const { project } = batch.start;
    this.#byId.set(`${project}:${batch.uuid}`, batch);
    this.#counts.set(project, batch.number);
  }
}
