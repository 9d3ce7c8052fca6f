import { unpack } from '../../packed.ts';
import type { Operation } from '../../world.ts';
import { notFound } from '../errors.ts';
import { markOf, readCursor, writeCursor } from '../events/token.ts';
import type { LogsContext } from '../logs-context.ts';
import { pageOf } from '../paging.ts';
import { groupFields } from './group-fields.ts';
import { LogRecord } from './log-record.ts';
import { Queries, RUNS_FOR, type StartedQuery, statusOf } from './queries.ts';
import { readPointer } from './record-pointer.ts';
import { startQuery } from './start-query.ts';

const MOST_ROWS = 10_000;
const MOST_QUERIES = 1000;

/** A token for further results is good for an hour [M]. */
const HOUR = 3_600_000;

const NOTHING = { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 };

/** The operations of CloudWatch Logs Insights (spec 5.7, 9). */
export function queryOperations(context: LogsContext): Record<string, Operation> {
  const { groups } = context;
  const { clock } = context.world;
  const queries = new Queries();
  return {
    StartQuery: (input, caller) => ({ queryId: startQuery(context, queries, input, caller) }),
    StopQuery: ({ queryId }) => {
      queries.stop(queryId, clock.now());
      return { success: true };
    },
    GetQueryResults: ({ queryId, ...asked }) => resultsOf(queries.require(queryId), asked, clock.now()),
    DescribeQueries: ({ logGroupName, status, queryLanguage, maxResults = MOST_QUERIES, nextToken }) => {
      const items = queries
        .all()
        .filter((query) => logGroupName === undefined || query.groups.includes(logGroupName))
        .filter((query) => status === undefined || statusOf(query, clock.now()) === status)
        .filter(() => queryLanguage === undefined || queryLanguage === LANGUAGE)
        .sort((a, b) => (keyOfQuery(a) < keyOfQuery(b) ? 1 : -1));
      const boundTo = ['DescribeQueries', logGroupName, status, queryLanguage];
      const listing = { items, keyOf: keyOfQuery, isDescending: true, boundTo, now: clock.now() };
      const page = pageOf(listing, { limit: maxResults, nextToken });
      return { queries: page.page.map((query) => described(query, clock.now())), nextToken: page.nextToken };
    },
    GetLogRecord: ({ logRecordPointer }) => {
      const { group: name, ...place } = readPointer(logRecordPointer);
      const event = groups.require(name).stream(place.stream, clock.now()).ahead(place).next().value;
      if (event?.timestamp !== place.timestamp || event.sequence !== place.sequence) throw notFound('log record');
      const record = new LogRecord(event, `${groups.account}:${name}`, place.stream);
      return { logRecord: Object.fromEntries([...record.entries(), ['@ptr', logRecordPointer]]) };
    },
    GetLogGroupFields: ({ time, ...named }) => {
      // Epoch seconds [M].
      const around = time === undefined ? undefined : time * 1000;
      return { logGroupFields: groupFields(groups.named(named), groups.account, clock.now(), around) };
    },
  };
}

const LANGUAGE = 'CWLI';

interface ResultsRequest {
  readonly nextToken?: string;
  readonly maxItems?: number;
}

function resultsOf(query: StartedQuery, { nextToken, maxItems }: ResultsRequest, now: number): object {
  const status = statusOf(query, now);
  if (status !== 'Complete') return { queryLanguage: LANGUAGE, status, results: [], statistics: NOTHING };
  const mark = markOf('GetQueryResults', query.queryId);
  const from = nextToken === undefined ? 0 : readCursor(nextToken, mark, now, HOUR).gap.timestamp;
  const to = from + (maxItems || MOST_ROWS);
  const rest = { gap: { timestamp: to, sequence: 0 }, issuedAt: now };
  return {
    queryLanguage: LANGUAGE,
    status,
    results: unpack(query.rows).slice(from, to),
    statistics: query.statistics,
    nextToken: to < query.rowCount ? writeCursor(rest, mark) : undefined,
  };
}

function described(query: StartedQuery, now: number): object {
  const { queryId, queryString, groups, userIdentity, createTime, statistics } = query;
  const status = statusOf(query, now);
  return {
    queryLanguage: LANGUAGE,
    queryId,
    queryString,
    status,
    createTime,
    logGroupName: groups.length === 1 ? groups[0] : undefined,
    userIdentity,
    ...(status === 'Complete' && { queryDuration: RUNS_FOR, bytesScanned: statistics.bytesScanned }),
  };
}

/** By the time of their start. */
function keyOfQuery({ createTime, queryId }: StartedQuery): string {
  return `${createTime.toString().padStart(16, '0')} ${queryId}`;
}
