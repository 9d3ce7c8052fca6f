import type { PipelineId } from './identity.ts';

/** Definitions that were seen before: one version of a pipeline never changes. */
export interface KeptDefinitions {
  /** GetPipeline's answer as JSON; undefined where it is not kept. */
  find(id: PipelineId, version: number): string | undefined;
  keep(id: PipelineId, version: number, answer: string): void;
}
