import { invalidParameter } from '../errors.ts';

/** Where an event is. */
export interface RecordPlace {
  readonly group: string;
  readonly stream: string;
  readonly timestamp: number;
  readonly sequence: number;
}

/** A place as clients are told of it, as `@ptr`. */
export function recordPointer({ group, stream, timestamp, sequence }: RecordPlace): string {
  return Buffer.from(JSON.stringify([group, stream, timestamp, sequence])).toString('base64url');
}

/** Throws InvalidParameterException for what no query has told. */
export function readPointer(pointer: string): RecordPlace {
  const [group, stream, timestamp, sequence] = partsOf(pointer);
  if (typeof group !== 'string' || typeof stream !== 'string') throw invalidPointer();
  if (!Number.isSafeInteger(timestamp) || !Number.isSafeInteger(sequence)) throw invalidPointer();
  return { group, stream, timestamp: timestamp as number, sequence: sequence as number };
}

function partsOf(pointer: string): unknown[] {
  try {
    const parts = JSON.parse(Buffer.from(pointer, 'base64url').toString());
    if (Array.isArray(parts)) return parts;
  } catch {
    // Said below.
  }
  throw invalidPointer();
}

function invalidPointer(): Error {
  return invalidParameter('The specified logRecordPointer is invalid.');
}
