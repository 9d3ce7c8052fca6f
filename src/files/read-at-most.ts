import { closeSync, constants, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 16;
const PAUSE_MS = 10;
/** For what another program writes into a pipe, `<(...)` of a shell among them: nobody can end this by a signal meanwhile. */
const LONGEST_WAIT_MS = 5_000;

/** A pipe that nobody writes into would keep even the end of the process waiting; so it is empty. */
export const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** All bytes of a file that somebody named. Throws what the file system throws, and an Error in words where there are more than `most`. */
export function readAtMost(file: string, most: number): Buffer {
  const descriptor = openSync(file, READING);
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; ; ) {
      const chunk = nextChunk(descriptor);
      if (chunk.length === 0) return Buffer.concat(chunks);
      length += chunk.length;
      if (length > most) throw new Error(`it is longer than ${most} bytes`);
      chunks.push(chunk);
    }
  } finally {
    closeSync(descriptor);
  }
}

function nextChunk(descriptor: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += PAUSE_MS) {
    try {
      return chunk.subarray(0, readSync(descriptor, chunk));
    } catch (thrown) {
      if (!isEmptyPipe(thrown)) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
  throw new Error(`nothing was written into it for ${LONGEST_WAIT_MS / 1000} s`);
}

/** Whether somebody may still write what cannot be read yet. */
export function isEmptyPipe(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).code === 'EAGAIN';
}
