import { RESULT } from './result.ts';
import { nullable, object, oneOf, optional, text, time } from './shape.ts';

/** A line of a stream. */
export const streamEvent = object({
  at: nullable(time),
  type: oneOf('execution', 'stage', 'action', 'approval', 'transition', 'deployment', 'target', 'log'),
  pipeline: nullable(text),
  stage: nullable(text),
  action: nullable(text),
  executionId: nullable(text),
  /** Of a deployment that is watched alone. */
  deploymentId: optional(text),
  target: optional(nullable(text)),
  from: nullable(text),
  to: nullable(text),
  summary: nullable(text),
});

/** Its last line. */
export const streamResult = object({ type: oneOf('result'), ...RESULT });
