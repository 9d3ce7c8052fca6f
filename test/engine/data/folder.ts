import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Wanted } from '../../../src/engine/create-engine.ts';
import { type DurableEngine, openDurableEngine } from '../../../src/engine/data/durable-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { NOW } from '../support/small-world.ts';

export const WALL = Date.parse('2026-05-01T12:00:00Z');

export interface OpenOptions extends Wanted {
  clock?: 'real' | 'manual';
  speed?: number;
  throttle?: 'aws' | 'off';
  version?: string;
  endpoint?: string;
  /** In bytes; absent: every block of log events lies in the folder that is not in use. */
  room?: number;
}

export type Contents = Readonly<Record<string, string>>;

/** A folder of the test's own, and the time of the machine that its engines run on. */
export class Folder {
  readonly path: string;
  /** Milliseconds that have passed. */
  real = 0;
  /** By how much somebody has set the machine's clock. */
  wallSet = 0;
  readonly #scratch: string;
  readonly #open: DurableEngine[] = [];

  constructor(path?: string) {
    this.#scratch = mkdtempSync(join(tmpdir(), 'signalbox-data-'));
    this.path = path ?? join(this.#scratch, 'above', 'data');
    if (!path) mkdirSync(join(this.#scratch, 'above'));
  }

  /** An engine that has begun to serve: empty and under a manual clock, unless it is told otherwise. */
  async open(options: OpenOptions = {}): Promise<Engine> {
    const { engine } = await this.start(options);
    return engine;
  }

  async start(options: OpenOptions = {}): Promise<DurableEngine> {
    const {
      clock = 'manual',
      speed = 1,
      throttle = 'off',
      version = '1.2.3',
      endpoint = 'http://here',
      room = 0,
      ...wanted
    } = options;
    const durable = await openDurableEngine({
      ...{ clock, speed, throttle, version, wanted, room, folder: this.path },
      monotonic: () => this.real,
      wall: () => WALL + this.real + this.wallSet,
      report: (error) => {
        throw error;
      },
      defaults: { scenario: 'none', account: '123456789012', region: 'us-east-1', seed: 1, startTime: NOW },
    });
    this.#open.push(durable);
    durable.engine.endpoint = endpoint;
    durable.begin();
    return durable;
  }

  /** Leaves everything as a process leaves it that is killed now, whose files others can open. */
  kill(): void {
    const left = join(this.#scratch, 'left');
    cpSync(this.path, left, { recursive: true });
    this.close();
    rmSync(this.path, { recursive: true });
    cpSync(left, this.path, { recursive: true });
    rmSync(left, { recursive: true });
  }

  /** Ends the engines properly. */
  close(): void {
    for (const durable of this.#open.splice(0)) durable.close();
  }

  /** Every file with its content, a byte a character. */
  contents(): Contents {
    const names = readdirSync(this.path).sort();
    return Object.fromEntries(names.map((name) => [name, readFileSync(this.file(name), 'latin1')]));
  }

  /** Makes the folder hold this and nothing else. */
  restore(contents: Contents): void {
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path);
    for (const [name, content] of Object.entries(contents)) writeFileSync(this.file(name), content, 'latin1');
  }

  rename(from: string, to: string): void {
    renameSync(this.file(from), this.file(to));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    this.close();
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
