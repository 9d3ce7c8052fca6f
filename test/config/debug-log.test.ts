import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DebugLog, debugFile } from '../../src/config/debug-log.ts';
import { Fault } from '../../src/domain/fault.ts';

describe('the debug log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'debug-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is a JSON object a line, dated by the local clock, in a file for its owner alone that grows', () => {
    const file = join(folder, 'debug.log');
    writeFileSync(file, 'before\n', { mode: 0o644 });
    new DebugLog(debugFile(file), () => Date.UTC(2026, 10, 20)).tell({ decision: 'exit', code: 0, absent: undefined });
    expect(readFileSync(file, 'utf8')).toBe('before\n{"time":"2026-11-20T00:00:00.000Z","decision":"exit","code":0}\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is a usage error where the file cannot be opened', () => {
    expect(() => debugFile(join(folder, 'none', 'debug.log'))).toThrow(Fault);
    expect(() => debugFile(folder)).toThrow(/^--debug: .* cannot be written: it is a folder/);
  });
});
