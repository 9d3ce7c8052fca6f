import type { LogLine } from '../../domain/log.ts';
import type { LogStreamRef } from '../../domain/pipeline.ts';
import { clockText, isoText } from '../../text/time.ts';
import { isoOrNull } from '../documents/values.ts';
import type { Sheet } from '../output/sheet.ts';
import type { logEvent } from '../schema/log.ts';
import type { DocumentOf } from '../schema/shape.ts';

/** A line and where it was written. */
export interface LogEvent extends LogLine {
  readonly group: string;
  readonly stream: string;
}

/** One of `events[]`. */
export function eventDocument({ timestamp, message, group, stream }: LogEvent): DocumentOf<typeof logEvent> {
  return { at: isoOrNull(timestamp), message, group, stream };
}

/** The time of day on a terminal, the whole date where a file is read later. Lines are never cut. */
export function eventLine({ timestamp, message }: LogEvent, sheet: Sheet): string {
  const when = sheet.terminal ? clockText(timestamp) : isoText(timestamp);
  return `${sheet.paint(when, 'muted')}  ${message}`;
}

/** The names of a stream for the eye: a group's name holds no blank. */
export function streamNames({ text }: LogStreamRef): { group: string; stream: string } {
  const at = text.indexOf(' ');
  return at < 0 ? { group: text, stream: '' } : { group: text.slice(0, at), stream: text.slice(at + 1) };
}
