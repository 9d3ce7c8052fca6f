import { pack } from '../../packed.ts';
import type { Caller } from '../../world.ts';
import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../groups/log-group.ts';
import type { LogGroups } from '../groups/log-groups.ts';
import type { LogsContext } from '../logs-context.ts';
import type { Queries } from './queries.ts';
import { parseQuery } from './query.ts';
import { runQuery } from './run-query.ts';

export interface StartQueryInput {
  readonly queryLanguage?: string;
  readonly logGroupName?: string;
  readonly logGroupNames?: readonly string[];
  readonly logGroupIdentifiers?: readonly string[];
  /** Epoch seconds, both included [M]. */
  readonly startTime: number;
  readonly endTime: number;
  readonly queryString: string;
  readonly limit?: number;
}

const USUAL_LIMIT = 10_000;
const MOST_GROUPS = 50;

/** Starts a query and tells its id. Throws what StartQuery does (spec 7.3). */
export function startQuery(
  { world: { clock, random }, groups }: LogsContext,
  queries: Queries,
  input: StartQueryInput,
  { arn }: Caller,
): string {
  const { queryString, queryLanguage = 'CWLI', limit = USUAL_LIMIT } = input;
  if (queryLanguage !== 'CWLI') throw invalidParameter(`${queryLanguage} is not available in the mock engine.`);
  const chosen = groupsOf(groups, input);
  const [startTime, endTime] = [input.startTime * 1000, input.endTime * 1000 + 999];
  if (startTime > endTime) throw invalidParameter('The start of the time range is behind its end.');
  const query = parseQuery(queryString);
  const now = clock.now();
  queries.checkRoom(now);
  const scope = { account: groups.account, groups: chosen, startTime, endTime, now };
  const found = runQuery(query, scope, query.limit ?? limit);
  const names = chosen.map(({ name }) => name);
  const source = names.map((name) => `"${name}"`).join(' ');
  const queryId = random.uuid();
  queries.add({
    statistics: found.statistics,
    rows: pack(found.rows),
    rowCount: found.rows.length,
    queryId,
    queryString: `SOURCE ${source} START=${startTime} END=${input.endTime * 1000} | ${queryString}`,
    groups: names,
    userIdentity: arn,
    createTime: now,
    isCancelled: false,
  });
  return queryId;
}

function groupsOf(groups: LogGroups, input: StartQueryInput): LogGroup[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const given = [logGroupName && [logGroupName], logGroupNames, logGroupIdentifiers].filter((one) => one !== undefined);
  const [identifiers = []] = given as (readonly string[])[];
  if (given.length !== 1 || identifiers.length === 0 || identifiers.length > MOST_GROUPS) {
    throw invalidParameter(
      `Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified, with 1 to ${MOST_GROUPS} log groups.`,
    );
  }
  const chosen = new Set(identifiers.map((identifier) => groups.identified(identifier)));
  for (const { name, logGroupClass } of chosen) {
    if (logGroupClass !== 'DELIVERY') continue;
    throw invalidParameter(`The log group ${name} is of log-group-class DELIVERY, which has no queries.`);
  }
  return [...chosen];
}
