import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  paginateGetLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineProcess } from './driver/engine.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const PLACE = { logGroupName: '/g', logStreamName: 's' };

// More than what stays in memory: 90 batches of a megabyte, as large as a batch can be.
const BATCHES = 90;
const LINES = 1000;
const FILLING = 'x'.repeat(1000);

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'signalbox-e2e-data-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function sdk({ endpoint }: EngineProcess): CloudWatchLogsClient {
  const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };
  return new CloudWatchLogsClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

/** A second has a batch. */
const batch = (number: number) =>
  Array.from({ length: LINES }, (_, i) => ({ timestamp: START + 1000 * number + i, message: `${number} ${FILLING}` }));

/** Writes batches one after the other until the engine, which is killed amid them, is gone; how many were acknowledged. */
async function writeUntilKilled(engine: EngineProcess): Promise<number> {
  const client = sdk(engine);
  await client.send(new CreateLogGroupCommand({ logGroupName: '/g' }));
  await client.send(new CreateLogStreamCommand(PLACE));
  let killed: Promise<void> | undefined;
  for (let number = 0; ; number++) {
    const put = client.send(new PutLogEventsCommand({ ...PLACE, logEvents: batch(number) }));
    if (number === BATCHES) killed = engine.kill();
    const isThere = await put.then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    await killed;
    return number;
  }
}

it('5 log lines for which memory has no room are there after kill -9, wherever they are read', async () => {
  const flags = ['--data', join(scratch, 'data'), '--clock', 'manual'];
  const first = ['--scenario', 'none', '--start-time', new Date(START + 3_600_000).toISOString()];
  await using engine = await EngineProcess.start([...flags, ...first]);
  const acknowledged = await writeUntilKilled(engine);
  expect(acknowledged).toBeGreaterThanOrEqual(BATCHES);
  expect(readdirSync(join(scratch, 'data'))).not.toContain('overflow');

  await using again = await EngineProcess.start(flags);
  const client = sdk(again);
  const counts = new Map<string, number>();
  const pages = paginateGetLogEvents({ client, stopOnSameToken: true }, { ...PLACE, startFromHead: true });
  for await (const { events = [] } of pages) {
    for (const { message = '' } of events) {
      const number = message.slice(0, message.indexOf(' '));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  // The batch that was under way may be there, and then all of it.
  const numbers = Array.from({ length: acknowledged }, (_, number) => `${number}`);
  expect([...counts.keys()].slice(0, acknowledged)).toEqual(numbers);
  expect(counts.size).toBeLessThanOrEqual(acknowledged + 1);
  expect(new Set(counts.values())).toEqual(new Set([LINES]));

  const middle = START + 1000 * 40;
  const { events: back = [] } = await client.send(new GetLogEventsCommand({ ...PLACE, endTime: middle, limit: 2 }));
  expect(back.map(({ timestamp }) => timestamp)).toEqual([middle - 1000 + 998, middle - 1000 + 999]);
  const search = { logGroupName: '/g', startTime: middle, filterPattern: '"41 x"', limit: 1 };
  const { events: found = [] } = await client.send(new FilterLogEventsCommand(search));
  expect(found.map(({ timestamp }) => timestamp)).toEqual([middle + 1000]);
});
