import { list, object, oneOf, text } from './shape.ts';

const statement = object({ Sid: text, Effect: oneOf('Allow'), Action: list(text), Resource: list(text) });

/** A policy document as IAM takes it. */
export const policy = object({ Version: oneOf('2012-10-17'), Statement: list(statement) });
