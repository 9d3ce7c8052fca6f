import { chmodSync, closeSync, constants, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { usage } from '../domain/fault.ts';
import { fileTrouble } from '../files/file-trouble.ts';

/** What may stand in a line: no input and no output of a call, and nothing secret. */
export type DebugLine = Readonly<Record<string, string | number | boolean | undefined>>;

/** Tells what the program does as it does it, a JSON object a line. */
export class DebugLog {
  readonly #write: (line: string) => void;
  readonly #wall: () => number;

  /** `wall` is the local clock in epoch milliseconds: what AWS dates is told by its own. */
  constructor(write: (line: string) => void, wall: () => number) {
    this.#write = write;
    this.#wall = wall;
  }

  tell(line: DebugLine): void {
    this.#write(`${JSON.stringify({ time: new Date(this.#wall()).toISOString(), ...line })}\n`);
  }
}

/** Appends to a file that is then its owner's alone. Throws Fault `usage` where it cannot be opened. */
export function debugFile(file: string): (line: string) => void {
  const descriptor = opened(file);
  return (line) => writeSync(descriptor, line);
}

/** Opening a pipe that nobody reads would wait for a reader, and nothing could end that. */
function refuseUnreadPipe(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFIFO()) return;
  closeSync(openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
}

function opened(file: string): number {
  try {
    refuseUnreadPipe(file);
    const descriptor = openSync(file, 'a', 0o600);
    // A terminal or a pipe stays as it is.
    if (fstatSync(descriptor).isFile()) chmodSync(file, 0o600);
    return descriptor;
  } catch (thrown) {
    // A file that is not there would have been made.
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    throw usage(`--debug: ${file} cannot be written: ${isMissing ? 'its folder is not there' : fileTrouble(thrown)}`);
  }
}
