import { list, nullable, object, oneOf, text, time, whole } from './shape.ts';

const source = object({
  kind: oneOf('aws', 'mock', 'endpoint'),
  endpoint: nullable(text),
  accounts: list(text),
  regions: list(text),
});

const error = object({
  code: text,
  message: text,
  account: nullable(text),
  region: nullable(text),
  pipeline: nullable(text),
  exitCode: whole,
});

/** What every document has, whatever it is about. */
export const envelope = object({ schema: oneOf('signalbox/1'), source, at: nullable(time), errors: list(error) });
