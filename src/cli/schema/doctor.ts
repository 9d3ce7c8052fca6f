import { list, nullable, object, oneOf, text } from './shape.ts';

export const doctor = object({
  checks: list(
    object({ name: text, status: oneOf('ok', 'warn', 'fail', 'skipped'), detail: text, fix: nullable(text) }),
  ),
});
