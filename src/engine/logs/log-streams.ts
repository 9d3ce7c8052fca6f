import type { LogSource } from './log-source.ts';
import { eventBytes, LogStream, type StoredEvent } from './log-stream.ts';

// What reads find must not hang on when somebody read before: the events of a source are numbered within it.
const ROOM_OF_SOURCE = 1_000_000;

/** The streams of a group by name: what was written into them, and what they say by themselves. */
export class LogStreams {
  readonly #written = new Map<string, LogStream>();
  readonly #sources = new Map<string, LogSource>();

  names(): Set<string> {
    return new Set([...this.#sources.keys(), ...this.#written.keys()]);
  }

  has(name: string): boolean {
    return this.#sources.has(name) || this.#written.has(name);
  }

  /** A stream as it is at a time; it does not go on with it. */
  at(name: string, now: number): LogStream | undefined {
    const written = this.#written.get(name);
    const source = this.#sources.get(name);
    if (!source) return written;
    const stream = new LogStream(name, source.creationTime);
    stream.add(eventsOf(source, now));
    if (written) stream.add(written.events);
    return stream;
  }

  /** The stream to write into. */
  toWrite(name: string): LogStream | undefined {
    const source = this.#sources.get(name);
    return this.#written.get(name) ?? (source && this.create(name, source.creationTime));
  }

  create(name: string, creationTime: number): LogStream {
    const stream = new LogStream(name, creationTime);
    this.#written.set(name, stream);
    return stream;
  }

  attach(name: string, source: LogSource): void {
    this.#sources.set(name, source);
  }

  delete(name: string): void {
    this.#sources.delete(name);
    this.#written.delete(name);
  }

  /** What the events of all streams count for that are there at a time. */
  bytes(now: number): number {
    const written = this.#written.values().reduce((sum, { storedBytes }) => sum + storedBytes, 0);
    return this.#sources.values().reduce((sum, source) => sum + bytesOf(source, now), written);
  }
}

function eventsOf(source: LogSource, now: number): StoredEvent[] {
  const first = source.order * ROOM_OF_SOURCE;
  // Each was ingested when it was written.
  return linesUntil(source, now).map(({ timestamp, message }, place) => {
    return { timestamp, message, ingestionTime: timestamp, sequence: first + place };
  });
}

function linesUntil(source: LogSource, now: number) {
  const lines = source.lines();
  return lines.slice(0, lines.findLastIndex(({ timestamp }) => timestamp <= now) + 1);
}

function bytesOf(source: LogSource, now: number): number {
  if (source.allBytes !== undefined) return source.allBytes;
  const lines = linesUntil(source, now);
  const bytes = lines.reduce((sum, { message }) => sum + eventBytes(message), 0);
  if (lines.length === source.lines().length) source.allBytes = bytes;
  return bytes;
}
