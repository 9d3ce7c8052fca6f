import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { Command, type CommandOptions, run } from './driver/command.ts';
import { EngineProcess } from './driver/engine.ts';
import { PROGRAM } from './driver/environment.ts';

/** Every code of the contract, from outside the process and against a served engine whose clock stands. */
describe('exit codes', () => {
  let engine: EngineProcess;
  let folder: string;
  const provoked = new Set<number | null>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exit-codes-'));
    engine = await EngineProcess.start(['--scenario', 'demo', '--clock', 'manual']);
  });
  afterEach(() => engine.control('/faults', { rules: [] }, 'PUT'));
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs a command against the engine; its document too where it has one. */
  async function signalbox(words: readonly string[], options: CommandOptions = {}) {
    const result = await run([...words, '--endpoint-url', engine.endpoint], options);
    provoked.add(result.code);
    return result;
  }

  const fault = (rule: object) => engine.control('/faults', { rules: [{ service: 'codepipeline', ...rule }] }, 'PUT');

  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  it('0: done, and what was watched has succeeded', async () => {
    expect(await signalbox(['status', 'landing'])).toMatchObject({ code: 0, stderr: '' });
    expect(await signalbox(['watch', 'landing'])).toMatchObject({ code: 0 });
  });

  it('1: what was watched ended otherwise', async () => {
    const { code, stdout } = await signalbox(['watch', 'checkout-api', '--output', 'json']);
    expect([code, JSON.parse(stdout).result.exitCode]).toEqual([1, 1]);
  });

  it('2: it cannot be meant, and nothing is sent', async () => {
    expect(await signalbox(['status', 'landing', '--colour', 'blue'])).toMatchObject({ code: 2 });
    expect(await signalbox(['approve'])).toMatchObject({ code: 2 });
  });

  it('3: a person is needed', async () => {
    expect(await signalbox(['watch', 'payments', '--fail-on-approval'])).toMatchObject({ code: 3 });
    const unanswered = await signalbox(['start', 'landing']);
    expect(unanswered).toMatchObject({ code: 3, stderr: expect.stringContaining('--yes') });
  });

  it('4: credentials, with the permission that is missing', async () => {
    await fault({ operation: 'GetPipelineState', kind: 'access-denied' });
    const denied = await signalbox(['status', 'landing']);
    expect(denied).toMatchObject({ code: 4, stderr: expect.stringContaining('codepipeline:GetPipelineState') });
    await fault({ operation: '*', kind: 'expired-credentials' });
    expect(await signalbox(['status', 'landing'])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('aws sso login'),
    });
  });

  it('5: there is no such thing', async () => {
    expect(await signalbox(['status', 'nowhere'])).toMatchObject({ code: 5 });
    expect(await signalbox(['retry', 'landing', 'Nowhere', '--yes'])).toMatchObject({ code: 5 });
    expect(await signalbox(['logs', '--group', '/nowhere'])).toMatchObject({ code: 5 });
  });

  it('6: nobody answers, or a quota is full', async () => {
    const nobody = await run(['status', 'landing', '--endpoint-url', 'http://127.0.0.1:1']);
    provoked.add(nobody.code);
    expect(nobody.code).toBe(6);
    const code = 'ConcurrentPipelineExecutionsLimitExceededException';
    await fault({ operation: 'StartPipelineExecution', kind: 'error', status: 400, code, message: 'Too many' });
    expect(await signalbox(['start', 'landing', '--yes'])).toMatchObject({ code: 6 });
  });

  it('7: not possible now', async () => {
    expect(await signalbox(['approve', 'landing', '--yes'])).toMatchObject({ code: 7 });
    const other = await signalbox(['approve', 'payments', '--revision', 'fffffff', '--yes']);
    expect(other).toMatchObject({ code: 7, stderr: expect.stringContaining('what waits is') });
    expect(await signalbox(['retry', 'landing', 'Publish', '--yes'])).toMatchObject({ code: 7 });
  });

  it('8: refused here', async () => {
    expect(await signalbox(['start', 'landing', '--yes', '--read-only'])).toMatchObject({ code: 8 });
    const config = file('protected.json', JSON.stringify({ protected: [{ name: 'production', pipeline: 'land*' }] }));
    const locked = await signalbox(['start', 'landing', '--yes', '--config', config]);
    expect(locked).toMatchObject({ code: 8, stderr: expect.stringMatching(/production.*--protected.*--why/) });
    const meant = ['--protected', '--why', 'INC-1'];
    expect(await signalbox(['start', 'landing', '--yes', '--config', config, ...meant])).toMatchObject({ code: 0 });
  });

  it('8: a change that must be written down and cannot', async () => {
    const config = file('audited.json', JSON.stringify({ auditRequired: true }));
    const state = join(folder, 'state');
    mkdirSync(state);
    writeFileSync(join(state, 'signalbox'), 'a file where the folder should be');
    const env = { XDG_STATE_HOME: state };
    const refused = await signalbox(['start', 'landing', '--yes', '--config', config], { env });
    expect(refused).toMatchObject({ code: 8, stderr: expect.stringMatching(/audit log .* nothing was sent/) });
    const warned = await signalbox(['start', 'landing', '--yes'], { env });
    expect(warned).toMatchObject({ code: 0, stderr: expect.stringContaining('audit log') });
  });

  it('9: any other refusal, by its name', async () => {
    const refusal = { kind: 'error', status: 400, code: 'SomethingElseException', message: 'Not like this' };
    await fault({ operation: 'StartPipelineExecution', ...refusal });
    const { code, stdout } = await signalbox(['start', 'landing', '--yes', '--output', 'json']);
    expect([code, JSON.parse(stdout).errors]).toMatchObject([9, [{ code: 'SomethingElseException', exitCode: 9 }]]);
  });

  it('70: what was done cannot be said', () => {
    const full = openSync('/dev/full', 'w');
    const words = [PROGRAM, 'status', 'landing', '--endpoint-url', engine.endpoint];
    const ended = spawnSync(process.execPath, words, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    provoked.add(ended.status);
    expect(ended).toMatchObject({ status: 70, stderr: expect.stringContaining('stdout could not be written') });
  });

  it('124: --timeout ran out', async () => {
    const { code, stdout } = await signalbox(['watch', 'payments', '--timeout', '1s', '--output', 'ndjson']);
    expect(code).toBe(124);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'result', exitCode: 124 });
  });

  it('130: Ctrl-C ends the watching, and what is watched goes on', async () => {
    await using watching = new Command(['watch', 'payments', '--endpoint-url', engine.endpoint, '--output', 'ndjson']);
    await watching.prints(/"type":"approval"/);
    const { code } = await watching.signal('SIGINT').result();
    provoked.add(code);
    expect(code).toBe(130);
    const { stdout } = await signalbox(['status', 'payments', '--output', 'json']);
    expect(JSON.parse(stdout).pipeline.waiting).toMatchObject([{ kind: 'approval' }]);
  });

  it('are all here', () => {
    expect([...provoked].sort((a, b) => Number(a) - Number(b))).toEqual(EXIT_CODES.map(({ code }) => code));
  });
});
