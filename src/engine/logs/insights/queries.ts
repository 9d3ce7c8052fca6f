import { AwsError } from '../../aws-error.ts';
import type { Packed } from '../../packed.ts';
import { invalidParameter } from '../errors.ts';
import type { QueryStatistics, ResultField } from './run-query.ts';

export type QueryStatus = 'Running' | 'Complete' | 'Cancelled';

/** A query that was started. Times are epoch milliseconds. */
export interface StartedQuery {
  readonly queryId: string;
  /** As it is told again (spec 9). */
  readonly queryString: string;
  /** Names of groups. */
  readonly groups: readonly string[];
  readonly userIdentity: string;
  readonly createTime: number;
  readonly statistics: QueryStatistics;
  /** Few are ever looked at again. */
  readonly rows: Packed<readonly ResultField[]>;
  readonly rowCount: number;
  isCancelled: boolean;
}

/** What a query finds is known when it starts; it is told after this time, so that clients have to wait [D]. */
export const RUNS_FOR = 1000;

const MOST_RUNNING = 100;

/** The newest that are kept [D]; AWS keeps them for seven days. */
const MOST_KEPT = 100;

/** The queries of an account and region, in the order of their start. */
export class Queries {
  readonly #queries = new Map<string, StartedQuery>();

  all(): StartedQuery[] {
    return [...this.#queries.values()];
  }

  /** Throws LimitExceededException where too many are running. */
  checkRoom(now: number): void {
    const running = this.all().filter((query) => statusOf(query, now) === 'Running').length;
    if (running >= MOST_RUNNING) {
      throw new AwsError('LimitExceededException', `There are ${MOST_RUNNING} queries running already.`);
    }
  }

  add(query: StartedQuery): void {
    this.#queries.set(query.queryId, query);
    const [oldest] = this.#queries.keys();
    if (this.#queries.size > MOST_KEPT) this.#queries.delete(oldest!);
  }

  /** Throws ResourceNotFoundException. */
  require(queryId: string): StartedQuery {
    const query = this.#queries.get(queryId);
    if (!query) throw new AwsError('ResourceNotFoundException', 'The specified query does not exist.');
    return query;
  }

  /** Throws InvalidParameterException where it does not run any more [M]. */
  stop(queryId: string, now: number): void {
    const query = this.require(queryId);
    if (statusOf(query, now) !== 'Running') throw invalidParameter('The specified query is not running.');
    query.isCancelled = true;
  }
}

export function statusOf({ isCancelled, createTime }: StartedQuery, now: number): QueryStatus {
  if (isCancelled) return 'Cancelled';
  return now - createTime < RUNS_FOR ? 'Running' : 'Complete';
}
