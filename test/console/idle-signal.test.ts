import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countBytesWritten, IdleSignal } from '../../src/console/idle-signal.ts';
import { Activity } from '../../src/console/state/activity.ts';
import { settled } from '../support/manual-timing.ts';

const LINE = 'idle 3 7 80x24\n';

function signalTo(target: string, options: { isIdle?: () => boolean; flushed?: () => Promise<void> }): IdleSignal {
  const passed = () => ({ inputBytes: 3, outputBytes: 7, columns: 80, rows: 24 });
  return new IdleSignal(target, options.isIdle ?? (() => true), options.flushed ?? (() => Promise.resolve()), passed);
}

describe('the idle signal', () => {
  let folder: string;
  let file: string;
  let descriptor: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-idle-'));
    file = join(folder, 'idle');
    descriptor = openSync(file, 'w');
  });

  afterEach(() => {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  });

  /** The write is the kernel's business: waited for, not timed. */
  const told = (lines: string) => vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe(lines), { interval: 5 });
  const silent = async () => {
    await settled();
    expect(readFileSync(file, 'utf8')).toBe('');
  };

  it('is given once for all that happened in one go, when the frame is written', async () => {
    const written = Promise.withResolvers<void>();
    const signal = signalTo(String(descriptor), { flushed: () => written.promise });
    signal.touch();
    signal.touch();
    await silent();
    written.resolve();
    await told(LINE);
    signal.touch();
    await told(LINE + LINE);
  });

  it('waits for what is under way', async () => {
    let signal: IdleSignal | undefined;
    const activity = new Activity(() => signal?.touch());
    signal = signalTo(String(descriptor), { isIdle: () => !activity.busy });
    const work = Promise.withResolvers<void>();
    activity.track(work.promise);
    const release = activity.hold();
    activity.touch();
    await silent();
    work.resolve();
    await silent();
    release();
    release();
    await told(LINE);
    expect(activity.busy).toBe(false);
  });

  it('writes to a path as well', async () => {
    signalTo(file, {}).touch();
    await told(LINE);
  });
});

it('what is written is counted as the terminal will send it on', () => {
  const written: unknown[] = [];
  const stream = { write: (chunk: unknown) => written.push(chunk) > 0 } as unknown as NodeJS.WriteStream;
  const bytes = countBytesWritten(stream);
  stream.write('é\nab\n');
  stream.write(Buffer.from('x'));
  expect(bytes()).toBe('é\r\nab\r\nx'.length + 1);
  expect(written).toHaveLength(2);
});
