import { LogsService } from '../../../src/engine/logs/service.ts';
import type { RegionServices } from '../../../src/engine/world.ts';
import model from '../../../src/rules/models/logs.json' with { type: 'json' };
import type { Failure, ServiceModel } from '../../../src/rules/service-model.ts';
import { ACCOUNT, REGION, ServiceHarness, START } from '../support/service-harness.ts';

export { START } from '../support/service-harness.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:`;
export const INVALID_TOKEN = 'InvalidParameterException: The specified nextToken is invalid.';
export const NO_GROUP = 'ResourceNotFoundException: The specified log group does not exist.';
export const NO_STREAM = 'ResourceNotFoundException: The specified log stream does not exist.';

export interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** Lines a second apart, the last a second ago: `line 0`, `line 1`… */
export function numbered(count: number, now = START): Line[] {
  return Array.from({ length: count }, (_, i) => ({ timestamp: now - 1000 * (count - i), message: `line ${i}` }));
}

export function linesAt(...timestamps: readonly number[]): Line[] {
  return timestamps.map((timestamp) => ({ timestamp, message: 'x' }));
}

/** The messages of a page. */
export function texts(page: { events: readonly Line[] }): string[] {
  return page.events.map(({ message }) => message);
}

/** CloudWatch Logs alone under a manual clock, with the group /g and in it the stream s. */
export class LogsHarness extends ServiceHarness {
  readonly service: LogsService;

  constructor() {
    super(model as unknown as ServiceModel, 1);
    this.service = new LogsService(this.world, { account: ACCOUNT, region: REGION } as RegionServices);
    this.createGroup('/g');
    this.createStream('s');
  }

  get now(): number {
    return this.world.clock.now();
  }

  createGroup(logGroupName: string, settings: object = {}): void {
    this.call('CreateLogGroup', { logGroupName, ...settings });
  }

  createStream(logStreamName: string, logGroupName = '/g'): void {
    this.call('CreateLogStream', { logGroupName, logStreamName });
  }

  /** What PutLogEvents answers, for the stream s or another one. */
  put(logEvents: readonly Line[], logStreamName = 's', logGroupName = '/g') {
    return this.call('PutLogEvents', { logGroupName, logStreamName, logEvents });
  }

  /** Writes as another service does: whatever the time, into a stream that need not exist. */
  write(events: readonly Line[], stream = 's'): void {
    this.service.write('/g', stream, events);
  }

  get(input: object = {}) {
    return this.call('GetLogEvents', { logGroupName: '/g', logStreamName: 's', ...input });
  }

  filter(input: object = {}) {
    return this.call('FilterLogEvents', { logGroupName: '/g', ...input });
  }

  group(name = '/g') {
    return this.call('DescribeLogGroups', { logGroupNamePrefix: name }).logGroups[0];
  }

  /** All items of a list, a page after the other. */
  pages<T>(operation: string, input: object, member: string): T[] {
    const seen: T[] = [];
    let nextToken: string | undefined;
    do {
      const page = this.call(operation, { ...input, ...(nextToken === undefined ? {} : { nextToken }) });
      seen.push(...page[member]);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return seen;
  }

  /** An answer has the tags even where there are none, of which its model asks for one at least. */
  protected override isExpected({ path }: Failure): boolean {
    return path === 'tags';
  }
}
