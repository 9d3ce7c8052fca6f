import { anObject, type Check, list, Mistake, object, oneOf, text, wholeNumber } from './checks.ts';
import type { FaultKind, FaultRule } from './faults.ts';

/** Longest time that an answer may be held back: beyond an hour every client has gone. */
const LONGEST_DELAY_MS = 3_600_000;

const share: Check<number> = (value, path) => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new Mistake(path, 'expected a number from 0 to 1');
  return value;
};
const errorStatus: Check<number> = (value, path) => {
  if (wholeNumber(400)(value, path) > 599) throw new Mistake(path, 'expected an HTTP status from 400 to 599');
  return value as number;
};
/** It goes into a header too. */
const errorCode: Check<string> = (value, path) => {
  if (!/^[A-Za-z0-9._#:-]{1,128}$/.test(text(value, path))) {
    throw new Mistake(path, 'expected the name of an error, such as ServiceUnavailable');
  }
  return value as string;
};
const delay: Check<number> = (value, path) => {
  if (wholeNumber(0)(value, path) > LONGEST_DELAY_MS) throw new Mistake(path, 'expected at most an hour');
  return value as number;
};

const kind = oneOf('throttle', 'error', 'delay', 'drop', 'refuse', 'expired-credentials', 'access-denied');
const where = { service: text, operation: text, rate: share, times: wholeNumber(0) };
const plain = object({ kind }, where);

/** What each kind takes; what another kind would take is a mistake. */
const KINDS: Readonly<Record<FaultKind, Check<FaultRule>>> = {
  throttle: plain,
  error: object({ kind }, { ...where, status: errorStatus, code: errorCode, message: text }),
  delay: object({ kind, delayMs: delay }, where),
  drop: plain,
  refuse: plain,
  'expired-credentials': plain,
  'access-denied': plain,
};

const faultRule: Check<FaultRule> = (value, path) => {
  const given = anObject(value, path);
  if (!Object.hasOwn(given, 'kind')) throw new Mistake([...path, 'kind'], 'is missing');
  return KINDS[kind(given.kind, [...path, 'kind'])](value, path);
};

/** Faults as control calls and scenarios name them (engine-control: faults). */
export const faultList: Check<FaultRule[]> = list(faultRule);
