import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { runs, runTool } from '../driver/tool.ts';

const hasBoto3 = runs('python3', ['-c', 'import boto3']);

describe.skipIf(!hasBoto3)(`boto3${hasBoto3 ? '' : ', which is not installed here,'} and builds`, () => {
  it('pages, stops, retries, and reads errors', async () => {
    await using engine = await EngineProcess.start(['--scenario', 'none', '--clock', 'manual']);
    const { code, stderr } = await runTool(engine.endpoint, 'python3', [join(import.meta.dirname, 'builds.py')]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Ran [1-9]\d* tests? .*OK/s);
  });
});
