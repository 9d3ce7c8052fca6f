import { spawnSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** A named pipe on which the program writes `idle` and a line feed each time it became idle. */
export class IdlePipe {
  readonly path: string;
  readonly #socket: Socket;

  constructor(folder: string, onIdle: () => void) {
    this.path = join(folder, 'idle');
    const { status, stderr } = spawnSync('mkfifo', [this.path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mkfifo: ${stderr}`);
    // Open for both, so that neither side ever waits for the other and the end of the program is no end of file.
    const fd = openSync(this.path, constants.O_RDWR | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd, readable: true, writable: false });
    this.#socket.on('data', onIdle);
  }

  close(): void {
    this.#socket.destroy();
  }
}
