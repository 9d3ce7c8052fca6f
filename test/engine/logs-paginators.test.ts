import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  paginateDescribeLogGroups,
  paginateDescribeLogStreams,
  paginateDescribeMetricFilters,
  paginateFilterLogEvents,
  paginateGetLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '../../src/engine/index.ts';
import { emptyEngine } from './support/requests.ts';
import { NOW } from './support/small-world.ts';

const GROUPS = ['/g/0', '/g/1', '/g/2', '/g/3', '/g/4'];
const WORDS = ['a', 'b', 'c', 'd', 'e'];
const PLACE = { logGroupName: '/g/0', logStreamName: 'a' };

let server: RunningServer;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  server = await serve({ engine: await emptyEngine(), host: '127.0.0.1', port: 0 });
  const { endpoint } = server;
  const credentials = { accessKeyId: 'AKIAMARA', secretAccessKey: 'x' };
  client = new CloudWatchLogsClient({ region: 'us-east-1', credentials, endpoint });
  for (const logGroupName of GROUPS) await client.send(new CreateLogGroupCommand({ logGroupName }));
  const metricTransformations = [{ metricName: 'm', metricNamespace: 'n', metricValue: '1' }];
  for (const name of WORDS) {
    await client.send(new CreateLogStreamCommand({ logGroupName: '/g/0', logStreamName: name }));
    const filter = { filterName: name, filterPattern: '', metricTransformations };
    await client.send(new PutMetricFilterCommand({ logGroupName: '/g/0', ...filter }));
  }
  const logEvents = WORDS.map((message, i) => ({ timestamp: NOW - 10 + i, message }));
  await client.send(new PutLogEventsCommand({ ...PLACE, logEvents }));
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function collect<P, T>(pages: AsyncIterable<P>, itemsOf: (page: P) => T[] | undefined): Promise<T[][]> {
  const items: T[][] = [];
  for await (const page of pages) items.push(itemsOf(page) ?? []);
  return items;
}

/** The same, page by page: two, two and one. */
function inPages<T>([a, b, c, d, e]: readonly T[]): unknown[] {
  return [[a, b], [c, d], [e]];
}

describe('the paginators of the AWS SDK for JavaScript', () => {
  const paging = () => ({ client, pageSize: 2 });

  it('1.5 bring every group', async () => {
    const described = paginateDescribeLogGroups(paging(), { logGroupNamePrefix: '/g' });
    const nameOf = ({ logGroupName }: { logGroupName?: string }) => logGroupName;
    expect(await collect(described, ({ logGroups }) => logGroups?.map(nameOf))).toEqual(inPages(GROUPS));
  });

  it('1.5 bring every stream and metric filter', async () => {
    const streams = paginateDescribeLogStreams(paging(), { logGroupName: '/g/0', descending: true });
    const names = await collect(streams, ({ logStreams }) => logStreams?.map(({ logStreamName }) => logStreamName));
    expect(names).toEqual(inPages(WORDS.toReversed()));
    const filters = paginateDescribeMetricFilters(paging(), { logGroupName: '/g/0' });
    const found = await collect(filters, ({ metricFilters }) => metricFilters?.map(({ filterName }) => filterName));
    expect(found).toEqual(inPages(WORDS));
  });

  it('5.4 bring every event that is searched for', async () => {
    const pages = paginateFilterLogEvents(paging(), { logGroupName: '/g/0' });
    const found = await collect(pages, ({ events }) => events?.map(({ message }) => message));
    expect(found).toEqual(inPages(WORDS));
  });

  it('5.3 come to the end of a stream by the token that comes back', async () => {
    const config = { ...paging(), stopOnSameToken: true };
    const pages = paginateGetLogEvents(config, { ...PLACE, startFromHead: true });
    const found = await collect(pages, ({ events }) => events?.map(({ message }) => message));
    expect(found).toEqual([...inPages(WORDS), []]);
  });
});
