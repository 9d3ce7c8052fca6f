import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import plain from '../../fixtures/pipelines/plain.json' with { type: 'json' };
import { run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';

let scratch: string;
let data: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'signalbox-e2e-data-'));
  data = join(scratch, 'data');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const SERVE = ['mock', 'serve', '--port', '0', '--data'];

function sdk({ endpoint }: EngineProcess): CodePipelineClient {
  const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };
  return new CodePipelineClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

const create = (client: CodePipelineClient, name: string) =>
  client.send(new CreatePipelineCommand({ pipeline: { ...plain.pipeline, name } as never }));

async function names(client: CodePipelineClient): Promise<string[]> {
  const { pipelines = [] } = await client.send(new ListPipelinesCommand({}));
  return pipelines.map(({ name }) => name as string);
}

/** Creates pipelines, several at once, until the engine is gone; kills it after so many answers. */
async function createUntilKilled(engine: EngineProcess, run: number, answers: number): Promise<string[]> {
  const client = sdk(engine);
  const acknowledged: string[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  const caller = async (): Promise<void> => {
    for (;;) {
      const name = `p${run}-${next++}`;
      const error = await create(client, name).then(
        () => undefined,
        (thrown) => thrown,
      );
      // It fails as soon as nobody is there any more, and for no other reason.
      if (error) return expect(error.$response?.statusCode).toBeUndefined();
      acknowledged.push(name);
      if (acknowledged.length >= answers) killed ??= engine.kill();
    }
  };
  await Promise.all(Array.from({ length: 6 }, caller));
  await killed;
  return acknowledged;
}

function contents(): Record<string, string> {
  const files = readdirSync(data).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(data, name), 'latin1')]));
}

describe('mock serve --data', () => {
  it('what was acknowledged is there after kill -9 at any moment, time and again', async () => {
    const acknowledged: string[] = [];
    const flags = ['--data', data];
    for (const [run, answers] of [1, 17, 40, 5, 28].entries()) {
      const first = run === 0 ? ['--scenario', 'none'] : [];
      await using engine = await EngineProcess.start([...flags, ...first]);
      expect(await names(sdk(engine))).toEqual(expect.arrayContaining(acknowledged));
      acknowledged.push(...(await createUntilKilled(engine, run, answers)));
    }
    await using engine = await EngineProcess.start(flags);
    const client = sdk(engine);
    const there = await names(client);
    expect(there).toEqual(expect.arrayContaining(acknowledged));
    // Of each run at most the calls that were under way are there beside them.
    expect(there.length).toBeLessThanOrEqual(acknowledged.length + 5 * 6);
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: acknowledged.at(-1) }));
    expect(stageStates).toHaveLength(4);
  });

  it('time that passed while it was down is caught up', async () => {
    const flags = ['--data', data, '--speed', '3600'];
    await using first = await EngineProcess.start([...flags, '--scenario', 'none']);
    await create(sdk(first), 'web');
    await first.kill();
    await using second = await EngineProcess.start(flags);
    const { stageStates = [] } = await sdk(second).send(new GetPipelineStateCommand({ name: 'web' }));
    expect(stageStates[2]?.actionStates?.[0]?.latestExecution).toMatchObject({ status: 'InProgress' });
  });

  it('a second process on the same folder is refused, and the first goes on', async () => {
    await using engine = await EngineProcess.start(['--data', data, '--scenario', 'none']);
    expect(await run([...SERVE, data])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `signalbox: The data folder ${data} is in use by another process\n`,
    });
    await create(sdk(engine), 'web');
    expect(await names(sdk(engine))).toEqual(['web']);
  });

  it('ends cleanly on SIGTERM, says nothing on stderr, and goes on', async () => {
    await using engine = await EngineProcess.start(['--data', data, '--scenario', 'none']);
    await create(sdk(engine), 'web');
    expect(await engine.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(contents())).toEqual(['acknowledged', 'commands.db', 'lock']);
    await using again = await EngineProcess.start(['--data', data]);
    expect(await names(sdk(again))).toEqual(['web']);
  });

  it('a damaged folder is told of in one line and left as it is', async () => {
    await using engine = await EngineProcess.start(['--data', data, '--scenario', 'none']);
    await create(sdk(engine), 'web');
    await engine.kill();
    writeFileSync(join(data, 'commands.db-wal'), contents()['commands.db-wal']!.replace('"kind"', '"KIND"'), 'latin1');
    const before = contents();
    const { code, stdout, stderr } = await run([...SERVE, data]);
    expect(stderr).toMatch(/^signalbox: The data folder .* is damaged: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(contents()).toEqual(before);
  });

  it('a port in use leaves no folder behind, so that the same command line works later', async () => {
    await using engine = await EngineProcess.start(['--scenario', 'none']);
    const port = new URL(engine.endpoint).port;
    const result = await run(['mock', 'serve', '--port', port, '--data', data, '--scenario', 'none']);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('is in use') });
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('a folder of something else is refused as usage', async () => {
    writeFileSync(join(scratch, 'notes.txt'), '');
    const { code, stderr } = await run([...SERVE, scratch]);
    expect(stderr).toMatch(/^signalbox: --data .* holds notes\.txt\n$/);
    expect(code).toBe(2);
    expect(readdirSync(scratch)).toEqual(['notes.txt']);
  });

  it('a scenario for a folder that has one is refused as usage', async () => {
    await using engine = await EngineProcess.start(['--data', data]);
    await engine.stop();
    const { code, stderr } = await run([...SERVE, data, '--scenario', 'demo']);
    expect(stderr).toMatch(/^signalbox: --scenario demo: .* has one already\n$/);
    expect(code).toBe(2);
  });

  it.skipIf(process.platform !== 'linux')('a change that the disk does not take is not acknowledged', async () => {
    await using engine = await EngineProcess.start(['--data', data, '--scenario', 'none'], {
      // So many blocks of 512 bytes a file, and no signal for what is beyond.
      before: "trap '' XFSZ; ulimit -f 200",
    });
    const client = sdk(engine);
    const acknowledged: string[] = [];
    const failure = await (async () => {
      for (;;) {
        const name = `p${acknowledged.length}`;
        await create(client, name);
        acknowledged.push(name);
      }
    })().catch((error) => error);
    expect(failure).toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining('could not be written'),
    });
    expect(acknowledged.length).toBeGreaterThan(0);
    await expect(create(client, 'later')).rejects.toThrow('could not be written');
    await engine.kill();
    await using again = await EngineProcess.start(['--data', data]);
    expect(await names(sdk(again))).toEqual(acknowledged.sort());
  });
});
