import { PLACE } from './parts.ts';
import { list, nullable, object, optional, text, whole } from './shape.ts';

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

/** `pipelines` where several were watched. */
export const RESULT = {
  operation: nullable(text),
  ...ENDED,
  pipelines: optional(list(object({ ...ENDED, ...PLACE }))),
};

export const result = object(RESULT);
