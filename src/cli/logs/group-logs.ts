import { type Fault, notFound, usage } from '../../domain/fault.ts';
import { followLogGroup, readLogGroup } from '../../live/log-reading.ts';
import type { Invocation, Outcome } from '../command.ts';
import { asFault } from '../pick-pipeline.ts';
import { placeOf, placeText, type Session } from '../session.ts';
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
  try {
    for await (const line of events) sink.add({ ...line, group: source.group });
  } catch (error) {
    throw named(error, source).at(placeOf(site.place));
  }
  return signal.aborted ? endOfFollowing(sink, signal.reason) : sink.outcome(0, '');
}

/** AWS says whether the group or the stream is not there, but not its name. */
function named(error: unknown, { group, stream }: { group: string; stream?: string }): Fault {
  const fault = asFault(error);
  if (fault.kind !== 'not-found') return fault;
  const isStream = stream !== undefined && /stream/i.test(fault.message);
  const what = isStream ? `log stream ${stream} in the log group ${group}` : `log group ${group}`;
  return notFound(fault.code, `there is no ${what}`);
}

/** A text as it stands, in the syntax of filter patterns (spec 5.5). */
function phrase(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
