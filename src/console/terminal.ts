import { constants } from 'node:os';

/** What can end a console from outside, or from a fault within. */
export interface Ending {
  readonly exitCode: number;
  /** What must be read after the screen is back; nothing when it ends quietly. */
  readonly message?: string;
}

interface Host {
  readonly in: NodeJS.ReadStream;
  readonly out: NodeJS.WriteStream;
  readonly process: NodeJS.EventEmitter;
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
const CRASH = 70;
const SHOW_CURSOR = '\u001b[?25h';
const NO_BRACKETED_PASTE = '\u001b[?2004l';
const LEAVE_ALTERNATE_SCREEN = '\u001b[?1049l';

/** As a shell reports a process that a signal ended. */
export function signalExitCode(signal: (typeof SIGNALS)[number]): number {
  return 128 + constants.signals[signal];
}

/** Calls `end` once when the process is told to stop, when it crashes, or when its terminal is gone. The answer stops watching. */
export function watchForEnd(host: Host, end: (ending: Ending) => void): () => void {
  const lost = () => end({ exitCode: signalExitCode('SIGHUP') });
  const crashed = (thrown: unknown) => end({ exitCode: CRASH, message: crashMessage(thrown) });
  const watches: [NodeJS.EventEmitter, string, (value: unknown) => void][] = [
    ...SIGNALS.map((signal): [NodeJS.EventEmitter, string, () => void] => [
      host.process,
      signal,
      () => end({ exitCode: signalExitCode(signal) }),
    ]),
    [host.process, 'uncaughtException', crashed],
    [host.process, 'unhandledRejection', crashed],
    [host.in, 'end', lost],
    [host.in, 'close', lost],
    [host.in, 'error', lost],
    // EIO and EPIPE: whoever watched is gone, and nobody would see a message.
    [host.out, 'error', lost],
  ];
  for (const [emitter, event, listener] of watches) emitter.on(event, listener);
  return () => {
    for (const [emitter, event, listener] of watches) {
      emitter.off(event, listener);
      // A terminal that is gone goes on failing; that must not become a crash of its own.
      if (event === 'error') emitter.on(event, () => undefined);
    }
  };
}

export function crashMessage(thrown: unknown): string {
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `signalbox: unexpected error: ${detail}\n`;
}

/** Gives the terminal back as it was found; `leave` when nobody else has left the alternate screen. */
export function restoreTerminal(host: Pick<Host, 'in' | 'out'>, leave: boolean): void {
  const sequence = `${NO_BRACKETED_PASTE}${SHOW_CURSOR}${leave ? LEAVE_ALTERNATE_SCREEN : ''}`;
  host.out.write(sequence);
  if (host.in.isTTY) host.in.setRawMode(false);
}
