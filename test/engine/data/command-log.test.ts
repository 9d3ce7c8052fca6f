import { describe, expect, it } from 'vitest';
import { CommandLog } from '../../../src/engine/data/command-log.ts';
import type { Command, Entry } from '../../../src/engine/data/entry.ts';
import { keepRequest, wireRequest } from '../../../src/engine/data/kept-request.ts';
import type { LogWriter } from '../../../src/engine/data/log-writer.ts';
import type { Engine, WireRequest } from '../../../src/engine/index.ts';
import { awsRequest, control, controlRequest, createPipeline, emptyEngine, json } from '../support/requests.ts';
import { NOW } from '../support/small-world.ts';
import { Folder, WALL } from './folder.ts';

/** A writer whose disk can be full. */
class Disk {
  readonly written: string[] = [];
  isFull = false;
  readonly overflow: { failure: string | undefined } = { failure: undefined };

  append(entry: Entry): void {
    if (this.isFull) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    const { request, at } = entry as Command;
    this.written.push(`${at - NOW} ${request.headers['x-amz-target']?.split('.')[1] ?? request.path}`);
  }
}

async function engineOn(disk: Disk): Promise<Engine> {
  const engine = await emptyEngine();
  engine.keepIn(new CommandLog(engine, disk as unknown as LogWriter, () => WALL, disk.overflow));
  return engine;
}

const pipelines = (engine: Engine): string[] =>
  json(engine.handle(awsRequest('CodePipeline_20150709.ListPipelines', {}))).pipelines.map(
    ({ name }: { name: string }) => name,
  );

describe('what is taken down', () => {
  it('every change that is accepted, at its engine time, and nothing else', async () => {
    const disk = new Disk();
    const engine = await engineOn(disk);
    engine.handle(createPipeline('web'));
    engine.handle(createPipeline('web'));
    pipelines(engine);
    control(engine, 'POST', 'clock', { advanceSeconds: 5 });
    control(engine, 'POST', 'clock', { advanceSeconds: -5 });
    control(engine, 'PUT', 'behaviors', { rules: [] });
    control(engine, 'GET', 'behaviors');
    control(engine, 'POST', 'webhooks/unknown', {});
    expect(disk.written).toEqual([
      '0 CreatePipeline',
      '0 /_signalbox/clock',
      '5000 /_signalbox/behaviors',
      '5000 /_signalbox/webhooks/unknown',
    ]);
  });

  it('not what a fault kept from being done, but what only its answer was lost of', async () => {
    const disk = new Disk();
    const engine = await engineOn(disk);
    const fault = (kind: string, more = {}) => control(engine, 'PUT', 'faults', { rules: [{ kind, ...more }] });
    for (const kind of ['throttle', 'error', 'refuse', 'access-denied', 'expired-credentials']) {
      fault(kind);
      engine.handle(createPipeline('a'));
    }
    fault('drop');
    engine.handle(createPipeline('b'));
    fault('delay', { delayMs: 5 });
    engine.handle(createPipeline('c'));
    expect(disk.written.filter((line) => !line.endsWith('faults'))).toEqual(['0 CreatePipeline', '0 CreatePipeline']);
  });

  it('also what a mistake of the engine stopped in the middle', async () => {
    const disk = new Disk();
    const engine = await emptyEngine({ report: () => undefined });
    engine.keepIn(new CommandLog(engine, disk as unknown as LogWriter, () => WALL, disk.overflow));
    Object.defineProperty(engine.world.journal, 'append', {
      value: () => {
        throw new TypeError('a mistake');
      },
    });
    expect(engine.handle(createPipeline('web')).status).toBe(500);
    expect(disk.written).toEqual(['0 CreatePipeline']);
  });
});

describe('a change that cannot be written', () => {
  const message = 'The change could not be written to the data folder: the disk is full';

  it('is not acknowledged, and nothing is changed after it until it is written', async () => {
    const disk = new Disk();
    const engine = await engineOn(disk);
    engine.handle(createPipeline('a'));
    disk.isFull = true;
    for (const name of ['b', 'c', 'd']) {
      const { status, body } = engine.handle(createPipeline(name));
      expect({ status, ...JSON.parse(body) }).toEqual({ status: 500, __type: 'InternalFailure', message });
    }
    expect(control(engine, 'POST', 'clock', { advanceSeconds: 5 })).toEqual({
      status: 500,
      answer: { error: { code: 'InternalFailure', message } },
    });
    expect(pipelines(engine)).toEqual(['a', 'b']);
    expect(engine.world.clock.now()).toBe(NOW);
    disk.isFull = false;
    expect(engine.handle(createPipeline('e')).status).toBe(200);
    expect(disk.written).toEqual(Array.from({ length: 3 }, () => '0 CreatePipeline'));
    expect(pipelines(engine)).toEqual(['a', 'b', 'e']);
  });
});

describe('a change for which log events could not be read', () => {
  it('is not acknowledged, nor written, nor is anything changed after it', async () => {
    const disk = new Disk();
    const engine = await engineOn(disk);
    engine.handle(createPipeline('a'));
    const { journal } = engine.world;
    Object.defineProperty(journal, 'append', {
      value: () => {
        disk.overflow.failure = 'log events could not be read';
      },
    });
    expect(engine.handle(createPipeline('b'))).toMatchObject({
      status: 500,
      body: expect.stringContaining('not be read'),
    });
    expect(engine.handle(createPipeline('c'))).toMatchObject({
      status: 500,
      body: expect.stringContaining('not be read'),
    });
    expect(pipelines(engine)).toEqual(['a', 'b']);
    expect(disk.written).toEqual(['0 CreatePipeline']);
  });
});

describe('what is kept of a request', () => {
  it('makes the same call again without its signature and its session token', async () => {
    const { headers } = awsRequest('CodePipeline_20150709.ListPipelines', {});
    const secrets = { 'x-amz-security-token': 'SECRET-TOKEN', cookie: 'SECRET-COOKIE' };
    const request: WireRequest = {
      method: 'POST',
      path: '/?X-Amz-Signature=SECRET-QUERY',
      headers: { ...headers, ...secrets, 'user-agent': 'aws-cli' },
      body: '{}',
    };
    const kept = JSON.stringify(keepRequest(request));
    expect(kept).not.toMatch(/SECRET|0123456789abcdef|aws-cli/);
    const again = wireRequest(JSON.parse(kept), Buffer.from('{}'));
    const [one, two] = [await emptyEngine(), await emptyEngine()];
    expect(two.handle(again)).toEqual(one.handle(request));
  });

  it('lets nothing secret into the files of a folder', async () => {
    using folder = new Folder();
    const engine = await folder.open();
    const { headers, ...rest } = createPipeline('web');
    engine.handle({ ...rest, headers: { ...headers, 'x-amz-security-token': 'SECRET-TOKEN' } });
    control(engine, 'POST', 'clock', { advanceSeconds: 5 });
    const all = Object.values(folder.contents()).join();
    expect(all).toContain('AKIAEXAMPLE');
    expect(all).not.toMatch(/SECRET|0123456789abcdef(?![0-9a-f])/);
  });

  it('keeps what webhooks are signed with, and the bytes of a body', () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x00]);
    const headers = { 'x-hub-signature': 'sha1=00', 'x-hub-signature-256': 'sha256=00', 'x-signalbox-control': '1' };
    const request = { ...controlRequest('POST', 'webhooks/id?x=1'), headers, remoteAddress: '10.0.0.1', body };
    const again = wireRequest(JSON.parse(JSON.stringify(keepRequest(request))), body);
    expect(again).toEqual({ ...request, headers: { ...headers, authorization: undefined } });
  });
});
