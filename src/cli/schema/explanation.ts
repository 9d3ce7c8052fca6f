import { EXECUTION_AT, PLACE } from './parts.ts';
import { flag, list, nullable, object, oneOf, text, time, whole } from './shape.ts';

/** Of the members only those that belong to the kind are not null. */
const cause = object({
  kind: oneOf(
    'approval',
    'deployment',
    'condition',
    'running',
    'failed',
    'stopping',
    'stopped',
    'cancelled',
    'skipped',
    'transition',
    'locked',
    'queue',
    'passing',
  ),
  actions: list(text),
  by: nullable(text),
  since: nullable(time),
  deadline: nullable(time),
  code: nullable(text),
  reason: nullable(text),
  executionId: nullable(text),
  position: nullable(whole),
  resumes: nullable(flag),
  deploymentId: nullable(text),
  deploymentStatus: nullable(text),
  condition: nullable(text),
  rules: list(object({ name: text, status: nullable(text), summary: nullable(text) })),
});

const stage = object({
  stage: text,
  state: oneOf('empty', 'through', 'moving', 'waiting', 'failed', 'ended'),
  ...EXECUTION_AT,
  since: nullable(time),
  cause: nullable(cause),
  transition: nullable(cause),
  retry: nullable(object({ possible: flag, reason: nullable(text) })),
  sentence: text,
  inbound: list(object({ ...EXECUTION_AT, cause: nullable(cause), sentence: text })),
});

const forecast = object({
  when: object({
    kind: oneOf('approved', 'rejected', 'finishes', 'met', 'unmet', 'opened', 'retried', 'arrives'),
    stage: text,
    action: nullable(text),
    executionId: nullable(text),
  }),
  outcomes: list(
    object({
      kind: oneOf(
        'enters',
        'goes-on',
        'waits',
        'succeeds',
        'fails',
        'skips',
        'rolled-back',
        'superseded',
        'not-resumed',
        'not-retryable',
      ),
      executionId: text,
      stage: nullable(text),
      behind: nullable(text),
    }),
  ),
  sentence: text,
});

export const explanation = object({
  pipeline: text,
  ...PLACE,
  executionMode: nullable(text),
  sentence: text,
  stages: list(stage),
  superseded: list(object({ ...EXECUTION_AT, by: nullable(text), at: nullable(time), sentence: text })),
  next: list(forecast),
});
