import type { Readable } from 'node:stream';
import { usage } from '../domain/fault.ts';
import { fileChunks } from '../files/file-chunks.ts';
import { fileTrouble } from '../files/file-trouble.ts';
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
    return await (name === '-' ? beginningOf(host.in, signal) : beginningOfFile(name, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw usage(`FILE ${name} cannot be read: ${fileTrouble(error)}`);
  }
}

/** Everything, or a byte more than is wanted of anything: some files never end. */
async function beginningOfFile(name: string, signal: AbortSignal): Promise<Uint8Array> {
  return collect(fileChunks(name, signal));
}

/** The same of a stream, which is given up when somebody ends the waiting. */
async function beginningOf(input: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const stop = () => input.destroy(new Error('nobody waits any more'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await collect(input);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function collect(input: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    length += chunk.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}
