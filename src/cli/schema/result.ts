import { PLACE } from './parts.ts';
import { list, nullable, object, oneOf, optional, text, whole } from './shape.ts';

const ENDED = {
  status: nullable(text),
  pipeline: nullable(text),
  stage: nullable(text),
  action: nullable(text),
  executionId: nullable(text),
  deploymentId: nullable(text),
  requestId: nullable(text),
  /** Of a watch alone. */
  rolledBack: optional(nullable(text)),
  exitCode: whole,
  message: text,
};

/** What became of one of the transitions that a freeze was to close, or to open again. */
const change = object({
  pipeline: nullable(text),
  ...PLACE,
  stage: nullable(text),
  status: oneOf('Disabled', 'Enabled', 'Unchanged', 'Failed'),
  requestId: nullable(text),
  message: nullable(text),
});

/** `pipelines` where several were watched. */
export const RESULT = {
  operation: nullable(text),
  ...ENDED,
  pipelines: optional(list(object({ ...ENDED, ...PLACE }))),
  /** Of `freeze` and `unfreeze`. */
  changes: optional(list(change)),
};

export const result = object(RESULT);
