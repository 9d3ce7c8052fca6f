import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineProcess } from '../driver/engine.ts';
import { Environment, PROGRAM } from '../driver/environment.ts';

const SCRIPT = fileURLToPath(new URL('../../../docs/release.sh', import.meta.url));

const SCENARIO = `
pipelines:
  - name: web
    created: -6d
    pipelineType: V2
    stages:
      - name: Source
        actions:
          - { name: Checkout, type: Source/CodeCommit, out: [Source], configuration: { RepositoryName: web, BranchName: main } }
      - name: Gate
        actions:
          - { name: Approve, type: Approval/Manual, configuration: { CustomData: 'What is on staging goes out' } }
      - name: Production
        actions:
          - { name: Upload, type: Deploy/S3, in: [Source], configuration: { BucketName: web, Extract: 'true' } }
past:
  - { at: -5d, approve: web/Gate/Approve, by: mara, summary: First one out }
`;

const COMMIT = '5d41402abc4b2a76b9719d911017c592ae1f0e7a';

describe('docs/release.sh takes a release through a pipeline with nothing but signalbox', () => {
  let folder: string;
  let engine: EngineProcess;
  let environment: Environment;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    writeFileSync(join(folder, 'web.yaml'), SCENARIO);
    writeFileSync(join(folder, 'signalbox'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
    chmodSync(join(folder, 'signalbox'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  // A minute is a tenth of a second: the script waits for the engine, and nothing else does.
  beforeEach(async () => {
    engine = await EngineProcess.start(['--scenario', join(folder, 'web.yaml'), '--speed', '600']);
    environment = new Environment({ PATH: `${folder}:${process.env.PATH}`, AWS_ENDPOINT_URL: engine.endpoint });
  });
  afterEach(async () => {
    await engine.stop();
    environment.dispose();
  });

  function release(): Promise<{ code: number | null; said: string }> {
    const words = [SCRIPT, 'web', 'Checkout', COMMIT, 'Production'];
    const child = spawn('sh', words, { env: environment.variables, cwd: environment.home });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
  }

  it('ends with 0 when it is live', async () => {
    const { code, said } = await release();
    expect(said).toContain(`at the approval waits ${COMMIT}`);
    expect(said).toContain(`release: ${COMMIT} is live`);
    expect(code).toBe(0);
  });

  it('rolls the stage back when it fails there', async () => {
    const once = {
      match: { stage: 'Production' },
      outcome: 'fail',
      times: 1,
      error: { code: 'JobFailed', message: '503' },
    };
    await engine.control('/behaviors', { rules: [once] });
    const { code, said } = await release();
    expect(said).toContain('Production is rolled back to');
    expect(code).toBe(1);
  });

  it('rolls nothing back when it never came there', async () => {
    await engine.control('/behaviors', { rules: [{ match: { stage: 'Source' }, outcome: 'fail' }] });
    const { code, said } = await release();
    expect(said).not.toContain('rolled back');
    expect(code).toBe(1);
  });
});
