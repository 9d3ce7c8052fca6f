import { nullable, object, oneOf, text, whole } from './shape.ts';

/** Lines and columns count from 1. */
export const finding = object({
  file: text,
  kind: nullable(oneOf('pipeline', 'template', 'appspec', 'buildspec')),
  line: whole,
  column: whole,
  severity: oneOf('error', 'warning'),
  rule: text,
  message: text,
  pipeline: nullable(text),
  stage: nullable(text),
  action: nullable(text),
});
