import { Engine, type EngineOptions } from '../engine.ts';
import { ScenarioError } from '../scenario/model.ts';
import type { Acknowledged } from './acknowledged.ts';
import { digestOf } from './command-log.ts';
import type { DataFolderError } from './data-folder-error.ts';
import { damaged, unusable } from './data-folder-error.ts';
import {
  BEGINNING,
  type Command,
  type Entry,
  follows,
  type Genesis,
  type Making,
  type Row,
  type Start,
} from './entry.ts';
import { wireRequest } from './kept-request.ts';
import type { OverflowFile } from './overflow-file.ts';

/** What makes an engine beside what its log says. */
export type Surroundings = Pick<EngineOptions, 'clock' | 'speed' | 'throttle' | 'monotonic' | 'version' | 'report'> & {
  /** Where log events go that memory has no room for. */
  readonly overflow: OverflowFile;
};

/** An engine that has made every command of its log again. */
export interface Recovered {
  readonly engine: Engine;
  readonly last: Acknowledged;
  /** How many processes have served it. */
  readonly runs: number;
  /** Engine time to which it has come by now, also while no process ran. */
  resumesAt(wall: number): number;
}

/** Throws ScenarioError when its scenario cannot be played. */
export function engineOf(making: Making, surroundings: Surroundings): Engine {
  const { account, region, seed, startTime, scenario } = making;
  return new Engine({ ...surroundings, account, region, seed, startTime, scenario });
}

export interface RecoveryOptions extends Surroundings {
  /** For messages. */
  readonly folder: string;
  /** Hears of what the engine is made of first, and throws where it is not what is wanted. */
  readonly check: (made: Making) => void;
}

/**
 * Makes an engine come to where its log ends, by the very calls that led there. Throws {@link DataFolderError} when the log
 * is not whole, or when a call comes to something else than it did.
 */
export function recover(rows: Iterable<Row>, acknowledged: Acknowledged, options: RecoveryOptions): Recovered {
  const { folder } = options;
  const replay = new Replay(options);
  let last: Acknowledged = BEGINNING;
  for (const row of rows) {
    if (!follows(row, last)) throw damaged(folder, `entry ${last.number + 1} of its log is not as it was written`);
    if (row.number === acknowledged.number && row.chain !== acknowledged.chain) {
      throw damaged(folder, `entry ${row.number} of its log is not the one that was acknowledged`);
    }
    replay.take(JSON.parse(row.entry), row);
    last = row;
  }
  if (last.number < acknowledged.number) {
    throw damaged(folder, `its log ends at entry ${last.number}, and ${acknowledged.number} were acknowledged`);
  }
  return replay.end({ number: last.number, chain: last.chain });
}

/** An engine on its way through a log. */
class Replay {
  readonly #options: RecoveryOptions;
  #engine: Engine | undefined;
  #start: Start | undefined;
  #runs = 0;
  #wall = 0;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  take(entry: Entry, row: Row): void {
    if (entry.kind === 'genesis') {
      this.#begin(entry);
      return;
    }
    const engine = this.#engine;
    if (!engine) throw this.#headless();
    if (entry.kind === 'start') {
      engine.bringTo(entry.at);
      engine.endpoint = entry.endpoint;
      this.#start = entry;
      this.#runs += 1;
    } else {
      this.#make(engine, entry, row);
    }
    this.#wall = entry.wall;
  }

  end(last: Acknowledged): Recovered {
    const [engine, start] = [this.#engine, this.#start];
    if (!engine || !start) throw this.#headless();
    return {
      engine,
      last,
      runs: this.#runs,
      resumesAt: (wall) => {
        const passed = start.clock === 'manual' ? 0 : Math.max(0, wall - this.#wall) * start.speed;
        return Math.floor(engine.world.clock.now() + passed);
      },
    };
  }

  #begin(genesis: Genesis): void {
    this.#options.check(genesis);
    try {
      this.#engine = engineOf(genesis, this.#options);
    } catch (error) {
      if (error instanceof ScenarioError) throw this.#otherwise(`its scenario cannot be played: ${error.message}`);
      throw error;
    }
    if (this.#engine.mark !== genesis.mark) throw this.#otherwise('its scenario comes to something else');
  }

  #make(engine: Engine, { at, request, digest }: Command, { number, body }: Row): void {
    const response = engine.repeat(wireRequest(request, body ?? new Uint8Array()), at);
    const { folder, overflow } = this.#options;
    if (overflow.failure !== undefined) throw unusable(folder, overflow.failure);
    if (digestOf(response, engine) === digest) return;
    const name = request.headers['x-amz-target']?.split('.')[1] ?? `${request.method} ${request.path}`;
    throw this.#otherwise(`entry ${number} of its log, ${name}, comes to something else than it did`);
  }

  #headless(): DataFolderError {
    return damaged(this.#options.folder, 'its log has no beginning');
  }

  #otherwise(what: string): DataFolderError {
    const { folder, version } = this.#options;
    const writer = this.#start ? ` under version ${this.#start.version}` : '';
    return damaged(folder, `${what}${writer}, or version ${version} behaves otherwise`);
  }
}
