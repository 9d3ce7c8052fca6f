import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { Overflow, Place } from '../overflow.ts';
import { reasonOf } from './sqlite.ts';

/** So much of log events may be in memory, in bytes. */
const ROOM = 64 * 1024 * 1024;

/** Slots are powers of two, so that one that was left fits others; the smallest, in bytes. */
const SMALLEST = 256;

/**
 * A file for what memory has no room for. It is nobody's memory: whatever is in it is known from the log of commands too
 * (docs/decisions/0013), so it is made when it is needed, and its name is taken away at once: it ends with the process,
 * however that ends.
 */
export class OverflowFile implements Overflow {
  readonly room: number;
  readonly #file: string;
  #descriptor: number | undefined;
  #end = 0;
  /** Where slots begin that were left, by their size. */
  readonly #left = new Map<number, number[]>();
  #failure: string | undefined;

  constructor(file: string, room = ROOM) {
    this.#file = file;
    this.room = room;
  }

  /** Why something could not be read, once that has happened: what was made of it since is worth nothing. */
  get failure(): string | undefined {
    return this.#failure;
  }

  write(bytes: Uint8Array): Place | undefined {
    const size = slotFor(bytes.length);
    const left = this.#left.get(size) ?? [];
    const offset = left.at(-1) ?? this.#end;
    try {
      this.#descriptor ??= this.#open();
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#descriptor, bytes, at, bytes.length - at, offset + at);
    } catch {
      return undefined;
    }
    if (left.pop() === undefined) this.#end += size;
    return { offset, length: bytes.length };
  }

  read({ offset, length }: Place): Uint8Array {
    const bytes = new Uint8Array(length);
    try {
      for (let at = 0; at < length; ) {
        const read = readSync(this.#descriptor!, bytes, at, length - at, offset + at);
        if (read === 0) throw new Error('its end is missing');
        at += read;
      }
      return bytes;
    } catch (error) {
      this.#failure = `log events could not be read from its overflow (${reasonOf(error)}); start again`;
      throw error;
    }
  }

  free({ offset, length }: Place): void {
    const size = slotFor(length);
    const left = this.#left.get(size);
    if (left) left.push(offset);
    else this.#left.set(size, [offset]);
  }

  clear(): void {
    this.#left.clear();
    this.#end = 0;
    try {
      if (this.#descriptor !== undefined) ftruncateSync(this.#descriptor);
    } catch {
      // It is written over.
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    // A process may have been killed before it had taken the name away.
    rmSync(this.#file, { force: true });
    const descriptor = openSync(this.#file, 'wx+', 0o600);
    rmSync(this.#file, { force: true });
    return descriptor;
  }
}

function slotFor(length: number): number {
  return Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(length)));
}
