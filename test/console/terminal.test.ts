import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Ending, restoreTerminal, watchForEnd } from '../../src/console/terminal.ts';

class Stream extends EventEmitter {
  readonly isTTY = true;
  readonly written: string[] = [];
  raw: boolean | undefined;

  readonly write = (text: string): boolean => this.written.push(text) > 0;

  readonly setRawMode = (raw: boolean): void => {
    this.raw = raw;
  };
}

function terminal() {
  const [keyboard, screen, program] = [new Stream(), new Stream(), new EventEmitter()];
  const endings: Ending[] = [];
  const host = {
    in: keyboard as unknown as NodeJS.ReadStream,
    out: screen as unknown as NodeJS.WriteStream,
    process: program,
  };
  const stop = watchForEnd(host, (ending) => endings.push(ending));
  return { keyboard, screen, program, endings, host, stop };
}

describe('the terminal', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ])('%s ends the console with %i and without a word', (signal, exitCode) => {
    const { program, endings } = terminal();
    program.emit(signal);
    expect(endings).toEqual([{ exitCode }]);
  });

  it('tells of a crash with 70, also of one in a promise', () => {
    const { program, endings } = terminal();
    program.emit('uncaughtException', new Error('a fault of ours'));
    program.emit('unhandledRejection', 'no error at all');
    expect(endings.map((ending) => ending.exitCode)).toEqual([70, 70]);
    expect(endings[0]?.message).toContain('a fault of ours');
    expect(endings[1]?.message).toBe('signalbox: unexpected error: no error at all\n');
  });

  it('ends quietly when nobody is there any more', () => {
    const { keyboard, screen, endings } = terminal();
    keyboard.emit('end');
    keyboard.emit('error', new Error('EIO'));
    screen.emit('error', new Error('EPIPE'));
    expect(endings).toEqual([{ exitCode: 129 }, { exitCode: 129 }, { exitCode: 129 }]);
  });

  it('does not let a lost terminal become a crash after it stopped watching', () => {
    const { screen, keyboard, program, stop, endings } = terminal();
    stop();
    screen.emit('error', new Error('EIO'));
    keyboard.emit('error', new Error('EIO'));
    expect(program.eventNames()).toEqual([]);
    expect(endings).toEqual([]);
  });

  it('is given back with its cursor, in cooked mode, off the alternate screen where nobody else left it', () => {
    const { host, screen, keyboard } = terminal();
    restoreTerminal(host, false);
    expect(keyboard.raw).toBe(false);
    expect(screen.written.join('')).toContain('\u001b[?25h');
    expect(screen.written.join('')).not.toContain('\u001b[?1049l');
    restoreTerminal(host, true);
    expect(screen.written.join('')).toContain('\u001b[?1049l');
  });
});
