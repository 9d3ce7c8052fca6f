import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built program, as a user starts it. */
export const PROGRAM = fileURLToPath(new URL('../../../bin/signalbox.js', import.meta.url));

/** Compiled code may be shared: it is keyed by what was compiled, and only makes starts faster. */
const COMPILE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/signalbox-tests', import.meta.url));

export type Variables = Readonly<Record<string, string | undefined>>;

/** A user who has never run the program: an empty home, no credentials, no CI. */
export class Environment {
  readonly home: string;
  readonly variables: Record<string, string>;

  constructor(extra: Variables = {}) {
    this.home = mkdtempSync(join(tmpdir(), 'signalbox-home-'));
    const own = {
      PATH: process.env.PATH,
      HOME: this.home,
      XDG_CONFIG_HOME: this.#folder('config'),
      XDG_CACHE_HOME: this.#folder('cache'),
      XDG_DATA_HOME: this.#folder('data'),
      XDG_STATE_HOME: this.#folder('state'),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...extra,
    };
    this.variables = Object.fromEntries(
      Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  #folder(name: string): string {
    const folder = join(this.home, name);
    mkdirSync(folder);
    return folder;
  }
}
