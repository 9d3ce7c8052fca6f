import { definitionChange } from './definition.ts';
import { PLACE } from './parts.ts';
import { flag, list, nullable, object, text } from './shape.ts';

export const plan = object({
  operation: text,
  title: text,
  pipeline: nullable(text),
  account: nullable(text),
  region: nullable(text),
  stage: nullable(text),
  action: nullable(text),
  executionId: nullable(text),
  deploymentId: nullable(text),
  environment: nullable(text),
  changes: list(object({ pipeline: nullable(text), ...PLACE, stage: nullable(text), environment: nullable(text) })),
  facts: list(object({ label: text, text })),
  /** What may be chosen instead, and why not. */
  choices: list(object({ executionId: text, text, refusal: nullable(text) })),
  /** Of `apply` alone. */
  difference: nullable(list(definitionChange)),
  dangerous: flag,
  text: nullable(text),
  command: text,
  awsCommand: nullable(text),
});
