import type { PipelineId } from '../../domain/identity.ts';
import type { RevisionPlace } from '../../domain/revision-places.ts';
import type { place as placeShape } from '../schema/place.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { requiredRevision } from './pipeline-document.ts';
import { isoOrNull, orNull } from './values.ts';

export interface PipelinePlace extends RevisionPlace {
  readonly pipeline: PipelineId;
}

/** One of `places[]`: a stage, and what the revision is to it. */
export function placeDocument({
  pipeline,
  stage,
  state,
  execution,
  revision,
  at,
}: PipelinePlace): DocumentOf<typeof placeShape> {
  return {
    pipeline: pipeline.name,
    account: orNull(pipeline.account || undefined),
    region: pipeline.region,
    stage,
    state,
    executionId: execution.id,
    revision: requiredRevision(revision),
    at: isoOrNull(at),
  };
}
