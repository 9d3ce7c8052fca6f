import { nullable, object, text } from './shape.ts';

/** The account and region of something; the account is null until AWS has told it. */
export const PLACE = { account: nullable(text), region: text };

export const revision = object({ action: text, id: nullable(text), summary: nullable(text), url: nullable(text) });

export const failure = object({ code: nullable(text), message: nullable(text) });

/** An execution and the revision that people know it by. */
export const EXECUTION_AT = { executionId: nullable(text), revisionId: nullable(text) };
