import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/model.ts';
import type { KeptRequest } from './kept-request.ts';

/** What an engine is made of. */
export interface Making {
  readonly account: string;
  readonly region: string;
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** Absent: an empty account. */
  readonly scenario?: Scenario;
}

/** The first entry of every log. */
export interface Genesis extends Making {
  readonly kind: 'genesis';
  /** Where the engine stood when the scenario's past was played. */
  readonly mark: string;
}

/** A process begins to serve; how time goes on from here, also while no process runs. */
export interface Start {
  readonly kind: 'start';
  readonly version: string;
  /** Where it was reached: answers name it. */
  readonly endpoint: string;
  /** Engine time, epoch milliseconds, and the wall's at the same moment. */
  readonly at: number;
  readonly wall: number;
  readonly clock: 'real' | 'manual';
  readonly speed: number;
}

/** A change that was made, and what it came to. */
export interface Command {
  readonly kind: 'command';
  /** Engine time when it was made, and the wall's at the same moment. */
  readonly at: number;
  readonly wall: number;
  readonly request: KeptRequest;
  /** Of its answer and of where the engine stood then. */
  readonly digest: string;
}

export type Entry = Genesis | Start | Command;

/** An entry as it lies in the database: the body of a request beside it, byte for byte. */
export interface Row {
  readonly number: number;
  readonly entry: string;
  readonly body: Uint8Array | null;
  /** Binds it to all that came before. */
  readonly chain: string;
}

/** What the first entry follows. */
export const BEGINNING: Pick<Row, 'number' | 'chain'> = { number: 0, chain: '' };

/** The row that follows another. */
export function rowAfter(last: Pick<Row, 'number' | 'chain'>, entry: Entry, body: Uint8Array | null = null): Row {
  const number = last.number + 1;
  const text = JSON.stringify(entry);
  return { number, entry: text, body, chain: chainOf(last.chain, number, text, body) };
}

/** Whether a row is as it was written and follows another. */
export function follows(row: Row, last: Pick<Row, 'number' | 'chain'>): boolean {
  return row.number === last.number + 1 && row.chain === chainOf(last.chain, row.number, row.entry, row.body);
}

function chainOf(before: string, number: number, entry: string, body: Uint8Array | null): string {
  const hash = createHash('sha256').update(`${before}\n${number}\n${entry}\n`);
  return (body ? hash.update(body) : hash).digest('hex');
}
