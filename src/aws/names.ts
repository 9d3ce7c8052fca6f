import { Exact } from '../domain/exact.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import { lineText, optionalText } from './sanitize.ts';

/** Epoch milliseconds of a time that the SDK parsed. */
export function millis(date: Date | undefined): number | undefined {
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.getTime();
}

/** Members of an error that AWS reports inside an answer. */
export function errorText(
  error: { code?: string; message?: string } | undefined,
): { code?: string; message?: string } | undefined {
  return error === undefined ? undefined : { code: optionalText(error.code), message: optionalText(error.message) };
}

export function logStreamRef(group: string | undefined, stream: string | undefined): LogStreamRef | undefined {
  if (!group || !stream) return undefined;
  return { group: new Exact(group), stream: new Exact(stream), text: lineText(`${group} ${stream}`) };
}

/** From `arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM` (spec 1.7). */
export function logStreamOfArn(arn: string | undefined): LogStreamRef | undefined {
  const match = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+):log-stream:(.+)$/s.exec(arn ?? '');
  return match ? logStreamRef(match[1], match[2]) : undefined;
}
