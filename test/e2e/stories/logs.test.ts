import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Command } from '../driver/command.ts';
import { EngineProcess } from '../driver/engine.ts';
import { runAws, runs, runTool, toolVariables } from '../driver/tool.ts';

const hasCli = runs('aws', ['--version']);
const hasLiveTail = hasCli && runs('aws', ['logs', 'start-live-tail', 'help']);
const hasTail = hasCli && runs('aws', ['logs', 'tail', 'help']);
const hasBoto3 = runs('python3', ['-c', 'import boto3']);
const GROUP = 'arn:aws:logs:eu-west-1:123456789012:log-group:/g';

describe.skipIf(!hasBoto3)(`boto3${hasBoto3 ? '' : ', which is not installed here,'} and logs`, () => {
  it('writes, reads, filters, manages and watches', async () => {
    await using engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual']);
    const { code, stderr } = await runTool(engine.endpoint, 'python3', [join(import.meta.dirname, 'logs.py')]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Ran [1-9]\d* tests? .*OK/s);
  });
});

describe.skipIf(!hasCli)(`the AWS CLI${hasCli ? '' : ', which is not installed here,'} and logs`, () => {
  async function setUp() {
    // Real time, but faster: the engine's seconds are what a tail goes by.
    const engine = await EngineProcess.start(['--scenario', 'none', '--speed', '20']);
    const aws = async (...command: string[]) => {
      const { code, stderr } = await runAws(engine.endpoint, ['logs', ...command]);
      expect({ code, stderr }, command.join(' ')).toEqual({ code: 0, stderr: '' });
    };
    await aws('create-log-group', '--log-group-name', '/g');
    await aws('create-log-stream', '--log-group-name', '/g', '--log-stream-name', 's');
    const say = async (message: string) => {
      const { clock } = (await engine.control('/health')) as { clock: { now: string } };
      const event = JSON.stringify([{ timestamp: Date.parse(clock.now), message }]);
      await aws('put-log-events', '--log-group-name', '/g', '--log-stream-name', 's', '--log-events', event);
    };
    return { engine, say };
  }

  it.skipIf(!hasLiveTail)('watches: time passes by itself meanwhile', async () => {
    const { engine, say } = await setUp();
    await using _ = engine;
    const env = { ...toolVariables(engine.endpoint), AWS_DISABLE_HOST_PREFIX_INJECTION: 'true' };
    const args = ['logs', 'start-live-tail', '--log-group-identifiers', GROUP, '--endpoint-url', engine.endpoint];
    await using tail = new Command(args, { executable: 'aws', env });
    // What is said before it watches is not shown, and nothing tells that it does.
    for (let i = 0; !tail.stdout.includes('hello'); i++) await say(`hello ${i}`);
    expect((await engine.stop()).code).toBe(0);
  });

  it.skipIf(!hasTail)('follows a group by asking again and again', async () => {
    const { engine, say } = await setUp();
    await using _ = engine;
    const args = ['logs', 'tail', '/g', '--follow', '--format', 'short', '--endpoint-url', engine.endpoint];
    await using tail = new Command(args, { executable: 'aws', env: toolVariables(engine.endpoint) });
    await say('first');
    await tail.prints(/first/);
    await say('second');
    await tail.prints(/second/);
  });
});
