import { usage } from '../../domain/fault.ts';
import { followLogGroup, readLogGroup } from '../../live/log-reading.ts';
import type { Invocation, Outcome } from '../command.ts';
import { placeText, type Session } from '../session.ts';
import type { LogRequest } from './action-logs.ts';
import { endOfFollowing } from './end-of-following.ts';
import { LogSink } from './log-sink.ts';

/** The events of a log group or of one of its streams: all there are, or on and on until the signal aborts. */
export async function groupLogs(
  invocation: Invocation,
  session: Session,
  source: { readonly group: string; readonly stream?: string },
  request: LogRequest,
): Promise<Outcome> {
  const { live, sites } = session;
  const [site, ...others] = sites;
  if (!site || others.length > 0) {
    const places = sites.map(({ place }) => placeText(place)).join(' and ');
    throw usage(`--group may exist in ${places}: name one with --profile or --region`);
  }
  const { follow, startTime, filter } = request;
  const { signal } = invocation;
  const query = { ...source, startTime, pattern: filter === undefined ? undefined : phrase(filter) };
  const events = follow ? followLogGroup(live, site.place, query, signal) : readLogGroup(live, site.place, query);
  const sink = new LogSink(invocation, {}, { follows: follow });
  for await (const line of events) sink.add({ ...line, group: source.group });
  return signal.aborted ? endOfFollowing(sink, signal.reason) : sink.outcome(0, '');
}

/** A text as it stands, in the syntax of filter patterns (spec 5.5). */
function phrase(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
