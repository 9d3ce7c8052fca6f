import { HEALTHS } from '../../domain/health.ts';
import { EXECUTION_AT, failure, PLACE, revision } from './parts.ts';
import { flag, list, nullable, object, oneOf, text, time, whole } from './shape.ts';

const HEAD = {
  name: text,
  ...PLACE,
  type: nullable(text),
  executionMode: nullable(text),
  health: oneOf(...HEALTHS),
  revision: nullable(revision),
  revisions: list(revision),
};

const STAGE = {
  name: text,
  status: nullable(text),
  ...EXECUTION_AT,
  transition: object({ enabled: flag, reason: nullable(text), by: nullable(text), at: nullable(time) }),
  inbound: list(object(EXECUTION_AT)),
};

const ACTION = {
  name: text,
  category: nullable(text),
  provider: nullable(text),
  status: nullable(text),
  since: nullable(time),
  by: nullable(text),
  summary: nullable(text),
  percent: nullable(whole),
  error: nullable(failure),
  revisionId: nullable(text),
  externalId: nullable(text),
  url: nullable(text),
};

const TAIL = {
  waiting: list(
    object({
      kind: oneOf('approval', 'condition', 'transition', 'queue'),
      stage: text,
      action: nullable(text),
      since: nullable(time),
      deadline: nullable(time),
    }),
  ),
  updatedAt: nullable(time),
};

export const pipeline = object({ ...HEAD, stages: list(object(STAGE)), ...TAIL });

export const pipelineStatus = object({
  ...HEAD,
  version: nullable(whole),
  stages: list(object({ ...STAGE, actions: list(object(ACTION)) })),
  ...TAIL,
});
