import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isEmptyPipe, READING } from './read-at-most.ts';

const CHUNK_BYTES = 1 << 16;
const PAUSE_MS = 10;

/** What a file holds as it comes off the disk or out of a pipe, however much it is. Throws what the file system throws, and the signal's reason once it aborts. */
export async function* fileChunks(file: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const handle = await open(file, READING);
  try {
    for (;;) {
      const chunk = await nextChunk(handle, signal);
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

async function nextChunk(handle: FileHandle, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    signal?.throwIfAborted();
    try {
      const { bytesRead } = await handle.read(chunk);
      return chunk.subarray(0, bytesRead);
    } catch (thrown) {
      if (!isEmptyPipe(thrown)) throw thrown;
      await setTimeout(PAUSE_MS);
    }
  }
}
