import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inPipeline } from '../../src/domain/subject.ts';
import { AuditLog, type AuditLogOptions } from '../../src/policy/audit-log.ts';
import { Rig } from '../support/rig.ts';

describe('the audit log', () => {
  let folder: string;
  let file: string;
  let rig: Rig;
  let warned: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    file = join(folder, 'state', 'audit.jsonl');
    rig = await Rig.open();
    warned = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const log = (options: Partial<AuditLogOptions> = {}) =>
    new AuditLog({
      file,
      required: false,
      wall: () => Date.parse('2026-11-27T03:00:00Z'),
      newId: () => 'id-1',
      pid: 4711,
      version: '1.2.3',
      warn: (line) => warned.push(line),
      ...options,
    });
  const attempt = (audit: AuditLog) =>
    audit.attempt(
      {
        operation: 'approve',
        request: 'codepipeline:PutApprovalResult',
        subject: inPipeline(rig.id('web'), { stage: 'Gate', action: 'Approve' }),
        text: 'fine\nby me',
      },
      rig.live.site(rig.id('web')),
    );
  const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n');

  it('has a line before and a line after, for nobody else to read', () => {
    attempt(log({ why: 'INC-1' }))({ phase: 'succeeded', requestId: 'r-1' });
    const [before, after] = lines().map((line) => JSON.parse(line));
    expect(before).toMatchObject({
      ...{ phase: 'attempted', at: '2026-11-27T03:00:00.000Z', operation: 'approve', why: 'INC-1' },
      ...{ account: '123456789012', pipeline: 'web', stage: 'Gate', text: 'fine\nby me', requestId: null },
      principal: expect.stringContaining('operator'),
    });
    expect(after).toMatchObject({ phase: 'succeeded', id: before.id, requestId: 'r-1' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('begins a line of its own after one that a crash cut off', () => {
    mkdirSync(join(folder, 'state'));
    writeFileSync(file, '{"schema":"signalbox-aud');
    attempt(log());
    expect(lines()).toHaveLength(2);
    expect(JSON.parse(lines()[1] ?? '')).toMatchObject({ phase: 'attempted' });
  });

  it('follows no link and writes into nothing but a file', () => {
    mkdirSync(join(folder, 'state'));
    writeFileSync(join(folder, 'precious'), '');
    symlinkSync(join(folder, 'precious'), file);
    attempt(log());
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('');
    rmSync(file);
    execFileSync('mkfifo', [file]);
    attempt(log());
    expect(warned).toEqual([
      expect.stringContaining('it is a symbolic link'),
      expect.stringContaining('it is not a regular file'),
    ]);
  });

  it('refuses what it must write down and cannot, and otherwise says so once', () => {
    writeFileSync(join(folder, 'state'), 'a file where the folder should be');
    const refused = { kind: 'refused-here', code: 'AuditRequired', exitCode: 8 };
    expect(() => attempt(log({ required: true }))).toThrow(expect.objectContaining(refused));
    const audit = log();
    attempt(audit)({ phase: 'succeeded' });
    expect(warned).toEqual([expect.stringContaining('cannot be written')]);
  });
});
