import { EXECUTION_AT, PLACE } from './parts.ts';
import { flag, list, nullable, object, text, time } from './shape.ts';

const carried = object({ ...EXECUTION_AT, executionId: text });

export const approval = object({
  pipeline: text,
  ...PLACE,
  stage: text,
  action: text,
  executionId: text,
  actionExecutionId: text,
  revisions: list(
    object({ action: text, id: nullable(text), summary: nullable(text), author: nullable(text), url: nullable(text) }),
  ),
  since: nullable(time),
  deadline: nullable(time),
  comment: nullable(text),
  link: nullable(text),
  ahead: list(carried),
  live: nullable(carried),
  next: nullable(object({ stage: text, open: flag })),
});
