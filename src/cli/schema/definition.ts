import { anyObject, anything, list, nullable, object, oneOf, text, whole } from './shape.ts';

/** One thing that is different between two definitions. */
export const definitionChange = object({
  path: text,
  kind: oneOf('added', 'removed', 'changed'),
  before: anything,
  after: anything,
});

export const definition = object({
  // As AWS gives it, also what a later AWS adds.
  pipeline: anyObject,
  metadata: nullable(anyObject),
  difference: nullable(
    object({
      from: whole,
      to: whole,
      changes: list(definitionChange),
    }),
  ),
});
