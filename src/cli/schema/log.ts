import { nullable, object, text, time } from './shape.ts';

export const logEvent = object({ at: nullable(time), message: text, group: text, stream: text });
