import { nullable, object, oneOf, text } from './shape.ts';

/** Times are as this machine wrote them down. */
export const change = object({
  id: text,
  at: text,
  endedAt: nullable(text),
  outcome: oneOf('succeeded', 'failed', 'unknown'),
  operation: text,
  request: text,
  principal: text,
  profile: nullable(text),
  source: oneOf('aws', 'mock', 'endpoint'),
  endpoint: nullable(text),
  account: text,
  region: text,
  pipeline: nullable(text),
  stage: nullable(text),
  action: nullable(text),
  executionId: nullable(text),
  application: nullable(text),
  deploymentGroup: nullable(text),
  deploymentId: nullable(text),
  text: nullable(text),
  why: nullable(text),
  requestId: nullable(text),
  error: nullable(object({ code: text, message: text })),
  version: text,
});
