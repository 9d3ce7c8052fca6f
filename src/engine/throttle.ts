import { AwsError } from './aws-error.ts';
import { isChangingOperation } from './wire/is-change.ts';

interface Rate {
  perSecond: number;
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Published rates of CloudWatch Logs (spec 6.1); where no burst is published it is one second's worth [D]. */
const LOGS_RATES: Readonly<Record<string, number>> = {
  CreateLogStream: 50,
  DescribeLogStreams: 25,
  DescribeLogGroups: 5,
  CreateLogGroup: 5,
  DeleteLogGroup: 5,
  GetLogEvents: 10,
  FilterLogEvents: 5,
  PutLogEvents: 800,
};

/** Token buckets by account, region, service and operation (spec 6.2). */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** `now` tells the milliseconds by which the buckets refill. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a token; throws ThrottlingException when there is none. */
  take(account: string, region: string, service: string, operation: string): void {
    const { perSecond, burst } = rateOf(service, operation);
    const key = `${account}/${region}/${service}/${operation}`;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const isEmpty = tokens < 1;
    this.#buckets.set(key, { tokens: isEmpty ? tokens : tokens - 1, at: now });
    if (isEmpty) throw new AwsError('ThrottlingException', 'Rate exceeded');
  }

  clear(): void {
    this.#buckets.clear();
  }
}

function rateOf(service: string, operation: string): Rate {
  if (service === 'logs') {
    const perSecond = LOGS_RATES[operation] ?? 10;
    return { perSecond, burst: perSecond };
  }
  if (service === 'codebuild') return { perSecond: 10, burst: 20 };
  // PollForJobs hands jobs out, so it counts among the writes [D].
  if (isChangingOperation(operation)) return { perSecond: 2, burst: 5 };
  return service === 'codedeploy' ? { perSecond: 10, burst: 20 } : { perSecond: 5, burst: 10 };
}
