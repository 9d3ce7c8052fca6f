import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/policy/audit.ts';
import { readAudit } from '../../src/policy/read-audit.ts';

const WRITER = fileURLToPath(new URL('support/audit-writer.ts', import.meta.url));

const ENTRY: AuditEntry = {
  schema: 'signalbox-audit/1',
  id: 'a',
  at: '2026-11-27T03:00:00.000Z',
  phase: 'attempted',
  operation: 'approve',
  request: 'codepipeline:PutApprovalResult',
  principal: 'arn:aws:sts::123456789012:assumed-role/Ops/alice',
  profile: null,
  source: 'aws',
  endpoint: null,
  account: '123456789012',
  region: 'eu-west-1',
  pipeline: 'payments',
  stage: 'Gate',
  action: 'Approve',
  executionId: 'e1a2f0',
  application: null,
  deploymentGroup: null,
  deploymentId: null,
  text: 'fine',
  why: 'INC-7',
  requestId: null,
  error: null,
  pid: 4711,
  version: '1.2.3',
};

describe('reading the audit log', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    file = join(folder, 'audit.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (...entries: Partial<AuditEntry>[]) =>
    appendFileSync(file, entries.map((entry) => `${JSON.stringify({ ...ENTRY, ...entry })}\n`).join(''));
  const ids = async (filter: Parameters<typeof readAudit>[1]) =>
    (await readAudit(file, filter)).changes.map(({ id }) => id);

  it('makes one change of its two lines, whatever was written between them', async () => {
    const at = '2026-11-27T03:00:02.000Z';
    write({ id: 'a' }, { id: 'b' }, { id: 'a', phase: 'succeeded', at, requestId: 'r-1', executionId: 'e9' });
    const { changes, unreadable } = await readAudit(file, {});
    expect(changes).toMatchObject([
      { id: 'a', at: ENTRY.at, endedAt: at, outcome: 'succeeded', requestId: 'r-1', executionId: 'e9' },
      { id: 'b', at: ENTRY.at, endedAt: null, outcome: 'unknown' },
    ]);
    expect(unreadable).toBe(0);
  });

  it('goes on behind what a crash cut off, also in the middle of a line', async () => {
    const whole = JSON.stringify({ ...ENTRY, id: 'c' });
    writeFileSync(file, `${whole.slice(0, 60)}\n${whole.slice(0, 60)}${whole}\n\nnot ours\n`);
    expect(await readAudit(file, {})).toMatchObject({ changes: [{ id: 'c' }], unreadable: 3 });
  });

  it.each([{ pipeline: 5 }, { at: 'yesterday' }, { phase: 'begun' }, { error: 'no' }, { schema: 'signalbox-audit/9' }])(
    'does not trust %j',
    async (broken) => {
      write(broken as unknown as Partial<AuditEntry>);
      expect(await readAudit(file, {})).toMatchObject({ changes: [], unreadable: 1 });
    },
  );

  it('never holds a line that has no end', async () => {
    writeFileSync(file, 'x'.repeat(3 << 20));
    appendFileSync(file, '\n');
    write({ id: 'a' });
    expect(await readAudit(file, {})).toMatchObject({ changes: [{ id: 'a' }], unreadable: 1 });
  });

  it('filters by time, pipeline, operation, caller, execution and outcome', async () => {
    write({ id: 'a' }, { id: 'a', phase: 'succeeded' });
    const stopped = { id: 'b', pipeline: null, operation: 'stop-deployment', executionId: null };
    write({ ...stopped, at: '2026-11-27T05:00:00.000Z' });
    write({ ...stopped, at: '2026-11-27T05:00:01.000Z', phase: 'failed', error: { code: 'E', message: 'no' } });
    write({ id: 'c', pipeline: 'web', executionId: 'f00', principal: 'arn:aws:iam::1:user/bob' });
    expect(await ids({})).toEqual(['a', 'c', 'b']);
    expect(await ids({ since: Date.parse('2026-11-27T04:00Z') })).toEqual(['b']);
    expect(await ids({ until: Date.parse('2026-11-27T04:00Z') })).toEqual(['a', 'c']);
    expect(await ids({ pipelines: ['pay*', 'x'] })).toEqual(['a']);
    expect(await ids({ operations: ['stop-deployment'] })).toEqual(['b']);
    expect(await ids({ who: ['alice'] })).toEqual(['a', 'b']);
    expect(await ids({ who: ['bob'] })).toEqual(['c']);
    expect(await ids({ who: ['*:assumed-role/Ops/*'] })).toEqual(['a', 'b']);
    expect(await ids({ execution: 'f0' })).toEqual(['c']);
    expect(await ids({ failed: true })).toEqual(['c', 'b']);
    expect(await ids({ limit: 1 })).toEqual(['b']);
    expect(await ids({ limit: 2 })).toEqual(['c', 'b']);
  });

  it('says when everybody may change it', async () => {
    write({});
    expect(await readAudit(file, {})).toMatchObject({ loose: false });
    chmodSync(file, 0o606);
    expect(await readAudit(file, {})).toMatchObject({ loose: true });
  });

  it('has every line of two processes that wrote at once, whole, and no more than one piece of a third that was killed', async () => {
    const start = (...args: string[]) =>
      spawn(process.execPath, [WRITER, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const killed = start('killed');
    await once(killed.stdout, 'data');
    const others = [start('alice', '700'), start('bob', '700')];
    await Promise.all(others.map(({ stdout }) => once(stdout, 'data')));
    killed.kill('SIGKILL');
    const [[signal], ...codes] = await Promise.all([
      once(killed, 'close').then(([, name]) => [name]),
      ...others.map((other) => once(other, 'close').then(([code]) => code)),
    ]);
    expect([signal, ...codes]).toEqual(['SIGKILL', 0, 0]);

    const { changes, unreadable } = await readAudit(file, {});
    expect(unreadable).toBeLessThanOrEqual(1);
    for (const name of ['alice', 'bob']) {
      const own = changes.filter(({ principal }) => principal.endsWith(name));
      expect(new Set(own.map(({ id }) => id)).size).toBe(700);
      expect(own.every(({ outcome, requestId, id }) => outcome === 'succeeded' && requestId === id)).toBe(true);
    }
    // What the third had finished is there, and at most its last change is not known.
    const lost = changes.filter(({ principal }) => principal.endsWith('killed'));
    expect(lost.length).toBeGreaterThan(50);
    expect(lost.filter(({ outcome }) => outcome === 'unknown').length).toBeLessThanOrEqual(1);
    const lines = readFileSync(file, 'utf8').split('\n').length;
    expect(lines).toBeGreaterThan(2 * 1400);
  });
});
