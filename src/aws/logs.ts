import * as sdk from '@aws-sdk/client-cloudwatch-logs';
import { Exact, exactValue } from '../domain/exact.ts';
import type { LogLine } from '../domain/log.ts';
import type { LogStreamRef } from '../domain/pipeline.ts';
import { lineText } from './sanitize.ts';
import type { Session } from './session.ts';

function send<Output>(
  session: Session,
  operation: 'logs:GetLogEvents' | 'logs:FilterLogEvents',
  command: object,
  signal?: AbortSignal,
) {
  return session.send<Output>(operation, (config) => new sdk.CloudWatchLogsClient(config), command, signal);
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Where the next page begins; the same token again once the end of the stream is reached (spec 5.3). */
  readonly token: Exact | undefined;
  readonly atEnd: boolean;
}

/** A page of one stream from its head, or on from a token. */
export async function getLogEvents(
  session: Session,
  ref: LogStreamRef,
  token: Exact | undefined,
  options: { startTime?: number } = {},
  signal?: AbortSignal,
): Promise<LogPage> {
  const sent = token && exactValue(token);
  const command = new sdk.GetLogEventsCommand({
    logGroupName: exactValue(ref.group),
    logStreamName: exactValue(ref.stream),
    startFromHead: true,
    startTime: options.startTime,
    nextToken: sent,
  });
  const page = await send<sdk.GetLogEventsResponse>(session, 'logs:GetLogEvents', command, signal);
  return {
    lines: (page.events ?? []).map(lineOf),
    token: page.nextForwardToken === undefined ? token : new Exact(page.nextForwardToken),
    atEnd: page.nextForwardToken === sent,
  };
}

/** The newest events of a stream, oldest first: its last page, whatever its length. */
export async function newestLogEvents(
  session: Session,
  ref: LogStreamRef,
  limit: number,
  signal?: AbortSignal,
): Promise<LogLine[]> {
  const command = new sdk.GetLogEventsCommand({
    logGroupName: exactValue(ref.group),
    logStreamName: exactValue(ref.stream),
    startFromHead: false,
    limit,
  });
  const page = await send<sdk.GetLogEventsResponse>(session, 'logs:GetLogEvents', command, signal);
  return (page.events ?? []).map(lineOf);
}

export interface FilteredEvent extends LogLine {
  readonly id: string;
  /** The stream's name for the eye. */
  readonly stream: string;
}

/** A page of FilterLogEvents over a group; `token` is absent after the last page. */
export async function filterLogEvents(
  session: Session,
  query: { group: Exact; stream?: Exact; startTime?: number; pattern?: string; token?: Exact },
  signal?: AbortSignal,
): Promise<{ events: FilteredEvent[]; token: Exact | undefined }> {
  const command = new sdk.FilterLogEventsCommand({
    logGroupName: exactValue(query.group),
    logStreamNames: query.stream && [exactValue(query.stream)],
    startTime: query.startTime,
    filterPattern: query.pattern,
    nextToken: query.token && exactValue(query.token),
  });
  const page = await send<sdk.FilterLogEventsResponse>(session, 'logs:FilterLogEvents', command, signal);
  return {
    events: (page.events ?? []).map((event) => ({
      ...lineOf(event),
      id: event.eventId ?? '',
      stream: lineText(event.logStreamName ?? ''),
    })),
    token: page.nextToken === undefined ? undefined : new Exact(page.nextToken),
  };
}

function lineOf(event: { timestamp?: number; message?: string }): LogLine {
  return { timestamp: event.timestamp ?? 0, message: lineText((event.message ?? '').trimEnd()) };
}
