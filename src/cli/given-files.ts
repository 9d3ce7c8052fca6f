import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileTrouble } from '../config/file-trouble.ts';
import { usage } from '../domain/fault.ts';
import { MOST_BYTES } from '../rules/validation/most-bytes.ts';
import type { CliHost } from './host.ts';

export interface GivenFile {
  /** As it was given; `-` is stdin. */
  readonly name: string;
  /** Not all of them, where there are more than {@link MOST_BYTES}. */
  readonly bytes: Uint8Array;
}

/** Reads all files before anything is done with one. Throws Fault `usage` for the first that cannot be read. */
export async function readGivenFiles(
  names: readonly string[],
  host: Pick<CliHost, 'in'>,
  signal: AbortSignal,
): Promise<GivenFile[]> {
  if (names.filter((name) => name === '-').length > 1) throw usage('stdin can be read once: - is given twice');
  const files: GivenFile[] = [];
  for (const name of names) files.push({ name, bytes: await bytesOf(name, host, signal) });
  return files;
}

async function bytesOf(name: string, host: Pick<CliHost, 'in'>, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await beginningOf(name === '-' ? host.in : createReadStream(name), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw usage(`FILE ${name} cannot be read: ${fileTrouble(error)}`);
  }
}

/** Everything, or a byte more than is wanted of anything: some files never end. */
async function beginningOf(input: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stop = () => input.destroy(new Error('nobody waits any more'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of input) {
      chunks.push(Buffer.from(chunk));
      length += chunk.length;
      if (length > MOST_BYTES) break;
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
