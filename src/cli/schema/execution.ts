import { failure, revision } from './parts.ts';
import { list, mapOf, nullable, object, text, time, whole } from './shape.ts';

const artifact = object({ name: text, bucket: nullable(text), key: nullable(text) });

const action = object({
  name: text,
  provider: nullable(text),
  status: nullable(text),
  startedAt: nullable(time),
  endedAt: nullable(time),
  attempt: whole,
  by: nullable(text),
  summary: nullable(text),
  error: nullable(failure),
  externalId: nullable(text),
  url: nullable(text),
  log: nullable(object({ group: text, stream: text })),
  inputs: list(artifact),
  outputs: list(artifact),
  outputVariables: mapOf(text),
});

export const EXECUTION_HEAD = {
  id: text,
  pipeline: text,
  status: text,
  mode: nullable(text),
  type: text,
  trigger: nullable(object({ type: text, detail: nullable(text) })),
  startedAt: nullable(time),
  updatedAt: nullable(time),
  revisions: list(revision),
};

export const EXECUTION_TAIL = { rollbackOf: nullable(text), stopReason: nullable(text) };

export const executionSummary = object({ ...EXECUTION_HEAD, ...EXECUTION_TAIL });

export const execution = object({
  ...EXECUTION_HEAD,
  variables: list(object({ name: text, value: text })),
  stages: list(object({ name: text, status: nullable(text), actions: list(action) })),
  ...EXECUTION_TAIL,
});
