import type { PipelineId, Place } from './identity.ts';

/** What a change is made to. */
export interface Subject {
  readonly place: Place;
  readonly pipeline?: PipelineId;
  readonly stage?: string;
  readonly action?: string;
  readonly executionId?: string;
  readonly application?: string;
  readonly deploymentGroup?: string;
  readonly deploymentId?: string;
}

/** A pipeline as what is changed, or something in it. */
export function inPipeline(
  pipeline: PipelineId,
  part: Pick<Subject, 'stage' | 'action' | 'executionId'> = {},
): Subject {
  return { place: pipeline, pipeline, ...part };
}

/** `storefront`, `deployment d-1A2B3C4D5`: as a sentence names it. */
export function subjectText({ pipeline, deploymentId, place }: Subject): string {
  return pipeline?.name ?? (deploymentId ? `deployment ${deploymentId}` : place.region);
}
