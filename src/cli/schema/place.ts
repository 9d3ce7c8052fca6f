import { PLACE_STATES } from '../../domain/revision-places.ts';
import { PLACE, revision } from './parts.ts';
import { nullable, object, oneOf, text, time } from './shape.ts';

export const place = object({
  pipeline: text,
  ...PLACE,
  stage: text,
  state: oneOf(...PLACE_STATES),
  executionId: text,
  revision,
  at: nullable(time),
});
