import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Command } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';
import { PROGRAM } from './driver/environment.ts';

/** Every command that only looks, and help; what they print is longer than the byte that is read of it. */
const READS = [
  'pipelines',
  'pipelines --output json',
  'pipelines --output yaml',
  'pipelines --output ndjson',
  'status storefront',
  'explain storefront',
  'executions storefront --output ndjson',
  'definition storefront',
  'where 77b0e1d',
  'approvals',
  'logs checkout-api',
  'logs checkout-api --output ndjson',
  'deployments',
  'approve storefront --dry-run',
  'mock scenarios',
  'config list',
  'completion bash',
  '--help',
];

describe.skipIf(process.platform === 'win32')('into a pipe that is closed after the first byte', () => {
  let engine: EngineProcess;
  beforeAll(async () => {
    engine = await EngineProcess.start(['--clock', 'manual']);
  });
  afterAll(() => engine.stop());

  /** `signalbox WORDS | head -c 1`, with the exit code of the first at the end of stderr. */
  function intoHead(words: readonly string[]): Command {
    const script = '{ "$0" "$@"; echo "ended with $?" >&2; } | head -c 1';
    const line = [...words, '--endpoint-url', engine.endpoint];
    return new Command(['-c', script, process.execPath, PROGRAM, ...line], { executable: 'sh' });
  }

  it.each(READS)('%s is quiet and 0', async (line) => {
    await using command = intoHead(line.split(' '));
    const { stdout, stderr } = await command.result();
    expect(stdout).toHaveLength(1);
    expect(stderr).toMatch(/^ended with 0\n$/);
  });

  it.each(['start landing --yes --watch', 'start landing --yes --watch --output ndjson'])(
    '%s ends with the next thing that it would tell, and what it began goes on',
    async (line) => {
      await using command = intoHead(line.split(' '));
      await command.prints(/^./);
      let isOver = false;
      const result = command.result().finally(() => {
        isOver = true;
      });
      while (!isOver) await engine.advance('PT1S');
      expect((await result).stderr).toMatch(/ended with 0\n$/);
    },
  );
});
