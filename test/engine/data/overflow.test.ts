import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OverflowFile } from '../../../src/engine/data/overflow-file.ts';
import type { Engine } from '../../../src/engine/index.ts';
import { portrait } from '../support/portrait.ts';
import { readFrames } from '../support/read-frames.ts';
import { awsRequest, controlRequest, emptyEngine } from '../support/requests.ts';
import { Folder } from './folder.ts';

describe('an overflow', () => {
  let scratch: string;
  let overflow: OverflowFile;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'signalbox-overflow-'));
    overflow = new OverflowFile(join(scratch, 'overflow'));
  });
  afterEach(() => {
    overflow.close();
    rmSync(scratch, { recursive: true });
  });

  it('gives back what was written, whatever was freed and written meanwhile', () => {
    const step = fc.record({ length: fc.integer({ min: 1, max: 5000 }), frees: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        overflow.clear();
        const there = steps.flatMap(({ length, frees }, i) => {
          const bytes = new Uint8Array(length).fill(i + 1);
          const place = overflow.write(bytes)!;
          if (!frees) return [{ bytes, place }];
          overflow.free(place);
          return [];
        });
        for (const { bytes, place } of there) expect(overflow.read(place)).toEqual(bytes);
      }),
    );
  });

  it('writes over what nobody needs any more', () => {
    const places = Array.from({ length: 10 }, () => overflow.write(new Uint8Array(1000))!);
    for (const place of places) overflow.free(place);
    const furthest = Math.max(...places.map(({ offset }) => offset));
    for (let i = 0; i < 10; i++) expect(overflow.write(new Uint8Array(600))!.offset).toBeLessThanOrEqual(furthest);
    expect(overflow.write(new Uint8Array(600))!.offset).toBeGreaterThan(furthest);
  });

  it('has no name, and takes one away that was left', () => {
    writeFileSync(join(scratch, 'overflow'), 'left by a process that was killed');
    const place = overflow.write(Buffer.from('new'))!;
    expect(readdirSync(scratch)).toEqual([]);
    expect(Buffer.from(overflow.read(place)).toString()).toBe('new');
  });

  it('takes nothing where it cannot be made', () => {
    const nowhere = new OverflowFile(join(scratch, 'nowhere', 'overflow'));
    expect(nowhere.write(new Uint8Array(10))).toBeUndefined();
    expect(nowhere.failure).toBeUndefined();
  });

  it('tells that something could not be read', () => {
    const place = overflow.write(new Uint8Array(1000))!;
    overflow.clear();
    expect(() => overflow.read(place)).toThrow();
    expect(overflow.failure).toMatch(/^log events could not be read from its overflow \(.*\); start again$/);
  });
});

const ARN = 'arn:aws:logs:us-east-1:123456789012:log-group:';
const STREAMS = ['a', 'b', 'c'];
const stream = fc.constantFrom(...STREAMS);

/** What somebody does with logs: the operation, and what it takes when it is some time later than the start. */
type Step = (now: number) => [operation: string, input: object];

const GROUP = { logGroupName: '/g' };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(stream, fc.integer({ min: 1, max: 3000 }), fc.nat(40_000), fc.nat(3)).map(putStep) },
  fc.tuple(stream).map(
    ([logStreamName]): Step =>
      () => ['DeleteLogStream', { ...GROUP, logStreamName }],
  ),
  stream.map(
    (logStreamName): Step =>
      () => ['CreateLogStream', { ...GROUP, logStreamName }],
  ),
  fc.constantFrom(1, 3).map(
    (retentionInDays): Step =>
      () => ['PutRetentionPolicy', { ...GROUP, retentionInDays }],
  ),
  fc.constant<Step>(() => ['DeleteRetentionPolicy', GROUP]),
  fc.constant<Step>((now) => {
    const [startTime, endTime] = [Math.floor(now / 1000) - 40 * 3600, Math.floor(now / 1000) + 10];
    return ['StartQuery', { ...GROUP, startTime, endTime, queryString: 'fields @message | filter @message like "7"' }];
  }),
);

function putStep([logStreamName, count, before, apart]: [string, number, number, number]): Step {
  return (now) => {
    const first = now - 3000 - before;
    const logEvents = Array.from({ length: count }, (_, i) => ({ timestamp: first + i * apart, message: `é ${i} ☃` }));
    return ['PutLogEvents', { ...GROUP, logStreamName, logEvents }];
  };
}

function send(engine: Engine, operation: string, input: object): string {
  return engine.handle(awsRequest(`Logs_20140328.${operation}`, input)).body;
}

function begin(engine: Engine): void {
  send(engine, 'CreateLogGroup', GROUP);
  for (const logStreamName of STREAMS) send(engine, 'CreateLogStream', { ...GROUP, logStreamName });
}

/** Makes these steps, hours apart; what each comes to. */
function make(engine: Engine, given: readonly Step[]): string[] {
  return given.map((step) => {
    engine.handle(controlRequest('POST', 'clock', { advance: 'PT9H' }));
    return send(engine, ...step(engine.world.clock.now()));
  });
}

/** All that can be read of the logs. */
function read(engine: Engine): string[] {
  const pages = (operation: string, input: object, token: string) => {
    const bodies: string[] = [];
    for (let nextToken: string | undefined; ; ) {
      const body = send(engine, operation, { ...GROUP, ...input, limit: 1500, nextToken });
      bodies.push(body);
      const further = JSON.parse(body)[token];
      if (further === undefined || further === nextToken) return bodies;
      nextToken = further;
    }
  };
  return [
    ...pages('FilterLogEvents', { filterPattern: '"1"' }, 'nextToken'),
    ...STREAMS.flatMap((logStreamName) => [
      ...pages('GetLogEvents', { logStreamName, startFromHead: true }, 'nextForwardToken'),
      ...pages('GetLogEvents', { logStreamName }, 'nextBackwardToken'),
    ]),
    send(engine, 'DescribeLogGroups', {}),
    send(engine, 'DescribeLogStreams', { ...GROUP, orderBy: 'LastEventTime' }),
    send(engine, 'GetLogGroupFields', { ...GROUP, time: Math.floor(engine.world.clock.now() / 1000) }),
  ];
}

describe('log events that lie in a data folder', () => {
  it('5 are what they are in memory: to whoever writes, reads, queries, kills the process and goes on', async () => {
    const stretches = fc.array(fc.array(steps, { maxLength: 6 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(stretches, fc.constantFrom(0, 200_000), async (lengths, room) => {
        using folder = new Folder();
        const inMemory = await emptyEngine();
        let engine = await folder.open({ room });
        for (const one of [inMemory, engine]) begin(one);
        for (const stretch of lengths) {
          expect(make(engine, stretch)).toEqual(make(inMemory, stretch));
          expect(read(engine)).toEqual(read(inMemory));
          folder.kill();
          engine = await folder.open({ room });
          expect(engine.mark).toBe(inMemory.mark);
          expect(read(engine)).toEqual(read(inMemory));
        }
        expect(portrait(engine)).toEqual(portrait(inMemory));
      }),
      { numRuns: 12 },
    );
  });

  it('5.6 are shown to who watches while they come, all the same', async () => {
    using folder = new Folder();
    const engine = await folder.open();
    begin(engine);
    const watched = awsRequest('Logs_20140328.StartLiveTail', { logGroupIdentifiers: [`${ARN}/g`] });
    const chunks: Uint8Array[] = [];
    const sink = { isBehind: false, write: (chunk: Uint8Array) => void chunks.push(chunk), end: () => undefined };
    engine.handle(watched).stream!.open(sink);
    const said = putStep(['a', 400, 0, 1])(engine.world.clock.now());
    for (let i = 0; i < 5; i++) {
      send(engine, ...said);
      engine.handle(controlRequest('POST', 'clock', { advanceSeconds: 1 }));
    }
    const updates = readFrames(Buffer.concat(chunks)).filter(
      ({ headers }) => headers[':event-type'] === 'sessionUpdate',
    );
    const shown = updates.map(({ payload }) => JSON.parse(payload).sessionResults);
    expect(shown.map((results) => results.length)).toEqual(Array(5).fill(400));
    expect(shown[4][399]).toMatchObject({ message: 'é 399 ☃', logStreamName: 'a' });
  });

  it('leave no trace in a folder that cannot be gone on with', async () => {
    using folder = new Folder();
    const first = await folder.open({ version: '9.9.9' });
    begin(first);
    for (let i = 0; i < 3; i++) send(first, ...putStep(['a', 3000, 0, 1])(first.world.clock.now()));
    // As if a step had drawn one more number then.
    first.world.random.bits();
    send(first, 'CreateLogGroup', { logGroupName: '/h' });
    folder.kill();
    const before = folder.contents();
    await expect(folder.open()).rejects.toThrow('comes to something else than it did under version 9.9.9');
    expect(folder.contents()).toEqual(before);
  });
});
