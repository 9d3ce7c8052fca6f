import { BlockMemory } from './block-memory.ts';
import { JoinedStream } from './joined-stream.ts';
import type { LogSource, SourceLine } from './log-source.ts';
import { LogStream, type StreamView } from './log-stream.ts';
import { eventBytes, type StoredEvent } from './stored-event.ts';

// What reads find must not hang on when somebody read before: the events of a source are numbered within it.
const ROOM_OF_SOURCE = 1_000_000;
const FIRST_OF_SOURCES = 1_000_000_000_000;

/** The streams of a group by name: what was written into them, and what they say by themselves. */
export class LogStreams {
  readonly #written = new Map<string, LogStream>();
  readonly #sources = new Map<string, LogSource>();
  /** For how long events are kept, in milliseconds. */
  #retention = Number.POSITIVE_INFINITY;
  /** What sources said before was no longer kept once. */
  #forgotten = Number.NEGATIVE_INFINITY;
  readonly #memory: BlockMemory;

  constructor(memory: BlockMemory) {
    this.#memory = memory;
  }

  /** The streams, or those that may have an event that is not older than a time. */
  names(time = 0): Set<string> {
    const names = new Set(this.#written.keys());
    for (const [name, source] of this.#sources) if (time === 0 || source.endTime >= time) names.add(name);
    return names;
  }

  has(name: string): boolean {
    return this.#sources.has(name) || this.#written.has(name);
  }

  /** From now on events are kept for so long; those that were kept for too long until now do not come back. */
  keepFor(milliseconds: number, now: number): void {
    const horizon = this.horizon(now);
    this.#forgotten = Math.max(this.#forgotten, horizon);
    for (const stream of this.#written.values()) stream.dropBefore(horizon);
    this.#retention = milliseconds;
  }

  /** What is older is no longer kept. */
  horizon(now: number): number {
    return now - this.#retention;
  }

  /** A stream as it is at a time; it does not go on with it. */
  at(name: string, now: number): StreamView | undefined {
    const written = this.#written.get(name);
    written?.dropBefore(this.horizon(now));
    const source = this.#sources.get(name);
    if (!source) return written;
    // It is made anew for each look, and nobody's afterwards.
    const said = new LogStream(name, source.creationTime, new BlockMemory());
    said.add(this.#eventsOf(source, now));
    return written ? new JoinedStream(said, written) : said;
  }

  /** The stream to write into. */
  toWrite(name: string): LogStream | undefined {
    const source = this.#sources.get(name);
    return this.#written.get(name) ?? (source && this.create(name, source.creationTime));
  }

  create(name: string, creationTime: number): LogStream {
    const stream = new LogStream(name, creationTime, this.#memory);
    this.#written.set(name, stream);
    return stream;
  }

  attach(name: string, source: LogSource): void {
    this.#sources.set(name, source);
  }

  delete(name: string): void {
    this.#sources.delete(name);
    this.#written.get(name)?.clear();
    this.#written.delete(name);
  }

  /** Deletes all. */
  clear(): void {
    for (const name of this.names()) this.delete(name);
  }

  /** What streams say by themselves behind one time, up to another. */
  *saidBetween(after: number, until: number): Generator<{ stream: string; line: SourceLine }> {
    for (const [stream, source] of this.#sources) {
      // Most have ended long ago, and to look at their lines they would have to be made.
      if (source.endTime <= after) continue;
      for (const line of source.lines()) {
        if (line.timestamp > after && line.timestamp <= until) yield { stream, line };
      }
    }
  }

  /** What the events of all streams count for that are there at a time. */
  bytes(now: number): number {
    let bytes = 0;
    for (const stream of this.#written.values()) {
      stream.dropBefore(this.horizon(now));
      bytes += stream.storedBytes;
    }
    for (const source of this.#sources.values()) bytes += this.#bytesOf(source, now);
    return bytes;
  }

  #eventsOf(source: LogSource, now: number): StoredEvent[] {
    const first = FIRST_OF_SOURCES + source.order * ROOM_OF_SOURCE;
    // Each was ingested when it was written.
    const events = linesUntil(source, now).map(({ timestamp, message }, place) => {
      return { timestamp, message, ingestionTime: timestamp, sequence: first + place };
    });
    const kept = this.#keptFrom(now);
    return events.filter(({ timestamp }) => timestamp >= kept);
  }

  #bytesOf(source: LogSource, now: number): number {
    const kept = this.#keptFrom(now);
    const isWhole = source.creationTime >= kept;
    if (isWhole && source.allBytes !== undefined) return source.allBytes;
    const lines = linesUntil(source, now).filter(({ timestamp }) => timestamp >= kept);
    const bytes = lines.reduce((sum, { message }) => sum + eventBytes(message), 0);
    if (isWhole && lines.length === source.lines().length) source.allBytes = bytes;
    return bytes;
  }

  #keptFrom(now: number): number {
    return Math.max(this.horizon(now), this.#forgotten);
  }
}

function linesUntil(source: LogSource, now: number): readonly SourceLine[] {
  const lines = source.lines();
  return lines.slice(0, lines.findLastIndex(({ timestamp }) => timestamp <= now) + 1);
}
