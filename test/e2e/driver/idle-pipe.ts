import { spawnSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** What had come in and gone out when the program became idle, in bytes as the terminal counts them. */
export interface Idle {
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly columns: number;
  readonly rows: number;
}

/** A named pipe on which the program writes a line `idle INPUT OUTPUT COLUMNSxROWS` each time it became idle. */
export class IdlePipe {
  readonly path: string;
  readonly #socket: Socket;

  constructor(folder: string, onIdle: (idle: Idle) => void) {
    this.path = join(folder, 'idle');
    const { status, stderr } = spawnSync('mkfifo', [this.path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mkfifo: ${stderr}`);
    // Open for both, so that neither side ever waits for the other and the end of the program is no end of file.
    const fd = openSync(this.path, constants.O_RDWR | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd, readable: true, writable: false });
    let rest = '';
    this.#socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, inputBytes, outputBytes, columns, rows] = /^idle (\d+) (\d+) (\d+)x(\d+)$/.exec(line) ?? [];
        onIdle({
          inputBytes: Number(inputBytes),
          outputBytes: Number(outputBytes),
          columns: Number(columns),
          rows: Number(rows),
        });
      }
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
