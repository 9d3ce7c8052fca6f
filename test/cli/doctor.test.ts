import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/aws/operation-ids.ts';
import { siteChecks } from '../../src/cli/doctor/service-checks.ts';
import type { Connection } from '../../src/cli/host.ts';
import { Fault, type FaultKind, usage } from '../../src/domain/fault.ts';
import { pipelines } from '../../src/live/needs.ts';
import type { Rig } from '../support/rig.ts';
import { connectionOf, type RunOptions, rigWithGates, runJson, run as runText } from './support/cli-rig.ts';

interface Told {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
  readonly fix: string | null;
}

const READS = Object.entries(OPERATIONS).filter(([, kind]) => kind === 'read');
const SITE = '123456789012 eu-west-1';

describe('signalbox doctor', () => {
  let rig: Rig;
  let home: string;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
    home = mkdtempSync(join(tmpdir(), 'doctor-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  async function doctor(options: RunOptions = {}, ...flags: string[]) {
    const env = { HOME: home, TERM: 'xterm', LANG: 'C.UTF-8', ...options.env };
    const { code, document } = await runJson(rig, ['doctor', ...flags], { ...options, env });
    const checks: Told[] = document.doctor.checks;
    const named = (name: string) => {
      const found = checks.find((check) => check.name === name);
      if (!found) throw new Error(`no ${name} among ${checks.map((check) => check.name).join(', ')}`);
      return found;
    };
    return { code, checks, named };
  }

  const connectWith = (thrown: Fault) => ({ connect: () => Promise.reject(thrown) });

  it('is 0 where all is well, having tried every read and nothing else', async () => {
    const before = rig.sent.length;
    const { code, checks, named } = await doctor();
    expect(code).toBe(0);
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    for (const [operation] of READS) expect(named(`${SITE}: ${operation}`).status).toBe('ok');
    // The protocol of STS names its operation elsewhere.
    const sent = new Set(rig.sent.slice(before).map((operation) => operation || 'GetCallerIdentity'));
    expect([...sent].sort()).toEqual(READS.map(([operation]) => operation.split(':')[1]).sort());
    expect(named(`${SITE}: changes`)).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('RetryStageExecution'),
    });
    for (const service of ['sts', 'codepipeline', 'codedeploy', 'codebuild', 'logs']) {
      expect(named(`${SITE}: ${service}`).detail).toMatch(/^answers in \d+ ms$/);
    }
    expect(named(`${SITE}: identity`).detail).toContain('arn:aws:');
  });

  it('does not take credentials that have run out for a permission that is missing', async () => {
    rig.intercept = (operation) =>
      operation === 'FilterLogEvents'
        ? Object.assign(new Error('no'), { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 400 } })
        : undefined;
    const { code, named } = await doctor();
    expect(code).toBe(4);
    const check = named(`${SITE}: logs:FilterLogEvents`);
    expect(check).toMatchObject({ status: 'fail', detail: expect.stringContaining('have expired: run'), fix: null });
  });

  it('names each permission that is missing, what it is for, and is 4', async () => {
    rig.intercept = (operation) =>
      operation === 'FilterLogEvents'
        ? Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } })
        : undefined;
    const { code, checks, named } = await doctor();
    expect(code).toBe(4);
    expect(checks.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(named(`${SITE}: logs:FilterLogEvents`)).toMatchObject({
      status: 'fail',
      detail: 'logs --group: not allowed',
      fix: expect.stringContaining('logs:FilterLogEvents'),
    });
    expect(named(`${SITE}: logs`).status).toBe('ok');
  });

  it('tells of a service that cannot be reached, and is 6', async () => {
    rig.intercept = (operation) =>
      operation === 'BatchGetBuilds' ? Object.assign(new Error('no'), { code: 'ENOTFOUND' }) : undefined;
    const { code, named } = await doctor();
    expect(code).toBe(6);
    expect(named(`${SITE}: codebuild`)).toMatchObject({ status: 'fail', detail: expect.stringContaining('ENOTFOUND') });
    expect(named(`${SITE}: codebuild:BatchGetBuilds`).status).toBe('skipped');
  });

  it.each([
    ['credentials', 4],
    ['unreachable', 6],
    ['usage', 2],
  ] as const)('goes on where nobody can be connected to (%s) and is %i', async (kind: FaultKind, expected) => {
    const { code, named } = await doctor(connectWith(new Fault({ kind, code: 'X', message: 'why it is so' })));
    expect(code).toBe(expected);
    expect(named('services: connection')).toMatchObject({ status: 'fail', detail: 'why it is so' });
    expect(named('terminal: TERM').status).toBe('ok');
  });

  it('tells of those of several places that do not answer', async () => {
    const where = { region: 'us-east-1', profile: 'ops' };
    const lost = new Fault({ kind: 'credentials', code: 'X', message: 'expired', where });
    const connect = async (): Promise<Connection> => ({ ...connectionOf(rig), unreachable: [lost] });
    const { code, named } = await doctor({ connect });
    expect(code).toBe(4);
    expect(named('profile ops us-east-1: identity')).toMatchObject({ status: 'fail', detail: 'expired' });
    expect(named(`${SITE}: codepipeline`).status).toBe('ok');
  });

  it('does not wait longer than eight seconds for an answer that never comes', async () => {
    const started = rig.timing.monotonic();
    const { code, named } = await doctor({ connect: () => new Promise(() => {}) });
    expect(code).toBe(6);
    expect(named('services: connection').detail).toBe('no answer within 8 s');
    expect(rig.timing.monotonic() - started).toBeLessThan(10_000);
  });

  it('says what is wrong with the settings file and goes on without it', async () => {
    const file = join(home, 'bad.json');
    writeFileSync(file, '{ "region": 1 }');
    const asked: unknown[] = [];
    const connect = async (options: unknown) => {
      asked.push(options);
      return connectionOf(rig);
    };
    const { code, named } = await doctor({ connect }, '--config', file);
    expect(code).toBe(2);
    expect(named('settings: file')).toMatchObject({ status: 'fail', detail: expect.stringContaining('region') });
    expect(named(`${SITE}: codepipeline`).status).toBe('ok');
    expect(asked).toMatchObject([{ withoutSettings: true, noInput: true }]);
  });

  it('tells of each setting who says so', async () => {
    const file = join(home, 'config.json');
    writeFileSync(file, '{ "readOnly": true }');
    const { named } = await doctor({ env: { AWS_PROFILE: 'ops' } }, '--config', file, '--region', 'eu-west-1');
    expect(named('settings: region').detail).toBe('eu-west-1 (--region)');
    expect(named('settings: profile').detail).toBe('ops (AWS_PROFILE)');
    expect(named('settings: readOnly').detail).toBe(`true (${file})`);
  });

  it('tells of the terminal as it is', async () => {
    const env = { NO_COLOR: '1', LANG: 'C', TMUX: '/tmp/tmux', SSH_CONNECTION: 'x' };
    const { named } = await doctor({ env });
    expect(named('terminal: colours').detail).toBe('off: NO_COLOR is set');
    expect(named('terminal: characters')).toMatchObject({ status: 'warn', fix: 'export LANG=C.UTF-8' });
    expect(named('terminal: around it').detail).toBe('tmux, over ssh');
    expect(named('terminal: size').status).toBe('skipped');
    expect((await doctor({ env: { TERM: 'dumb' } })).named('terminal: TERM').status).toBe('warn');
  });

  it('tells of an audit log that everybody may change', async () => {
    const folder = join(home, '.local', 'state', 'signalbox');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'audit.jsonl'), '');
    chmodSync(join(folder, 'audit.jsonl'), 0o666);
    expect((await doctor()).named('files: audit log')).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('chmod o-w'),
    });
  });

  it('tells of a folder that cannot be made, since a file is in the way', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    const { named } = await doctor({ env: { XDG_STATE_HOME: file } });
    const check = { status: 'warn', fix: `it cannot be made: ${file} is no folder` };
    expect(named('files: state folder')).toMatchObject(check);
    expect(named('files: audit log')).toMatchObject(check);
  });

  it('tells of a folder where a file should be, and the other way round', async () => {
    mkdirSync(join(home, 'state', 'signalbox', 'audit.jsonl'), { recursive: true });
    writeFileSync(join(home, 'signalbox'), '');
    const { named } = await doctor({ env: { XDG_STATE_HOME: join(home, 'state'), XDG_CACHE_HOME: home } });
    expect(named('files: audit log')).toMatchObject({ status: 'warn', fix: 'it is no file: move it away' });
    expect(named('files: cache folder')).toMatchObject({ status: 'warn', fix: 'it is no folder: move it away' });
  });

  it('is set for the terminal, with words beside the signs', async () => {
    const { out } = await runText(rig, ['doctor', '--ascii', '--color', 'never'], {
      columns: 80,
      env: { HOME: home, TERM: 'xterm' },
      ...connectWith(usage('no region: give --region')),
    });
    expect(out).toMatch(/^ {2}x fail {4}connection {2}no region: give --region$/m);
    expect(out).toMatch(/^ {2}\+ ok {6}TERM /m);
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes(home))).toEqual([]);
    expect(out).toMatch(/\d+ ok, \d+ to look at, 1 failed, \d+ skipped\n$/);
  });

  it('tells on a narrow terminal below each name what it is about, within the width', async () => {
    const { out } = await runText(rig, ['doctor', '--color', 'never'], {
      columns: 60,
      env: { HOME: home, TERM: 'xterm' },
    });
    expect(out).toMatch(/^ {2}✓ ok {6}codedeploy:BatchGetDeploymentTargets\n {12}how its targets fare$/m);
    expect(out.split('\n').filter((line) => line.length > 60 && !line.includes(home))).toEqual([]);
  });

  it.each([
    [0, 'ok', 'as that of the service'],
    [30, 'ok', '30 s ahead of the service'],
    [-120, 'warn', '120 s behind the service'],
    [600, 'fail', '600 s ahead of the service'],
  ])('tells of a clock that is %i s ahead', async (seconds, status, detail) => {
    const [site] = rig.live.sites;
    await rig.finish(rig.live.read(pipelines(site!.place)));
    const there = site!.session.clock.now()!;
    const clocks = { wall: () => there + seconds * 1000, monotonic: () => rig.timing.monotonic() };
    const checks = await siteChecks({ ...site!, kind: 'aws' }, new AbortController().signal, clocks);
    expect(checks.find(({ name }) => name === 'clock')).toMatchObject({ status, detail });
  });
});
