import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { parseServeOptions } from '../../../src/engine/index.ts';
import type { Rig } from '../../support/rig.ts';
import { type Ran, type RunOptions, rigWithGates, run } from '../support/cli-rig.ts';

const MOST_CHARACTERS = 300;
/** Whatever is quoted of whatever line. */
export const MOST_OF_ANY_LINE = 10_100;
/** What has no name is no call of AWS. */
const READS = /^(Get|List|BatchGet|Describe|Filter|$)/;
/** What steers a terminal; a line feed ends the line. */
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/;

/** What a line with bad input may end with: neither a fault of ours nor somebody's Ctrl-C. */
export const HARMLESS = EXIT_CODES.map(({ code }) => code).filter((code) => code !== 70 && code !== 130);

/** Where bad input has to be refused before anybody is asked. */
export const NOBODY: RunOptions = { connect: () => Promise.reject(new Error('it has connected')) };

export interface Ended extends Ran {
  /** What was sent that changes something. */
  readonly changes: readonly string[];
}

/** Runs lines as a script does, without a terminal, on one pipeline `web` with the stages Source, Gate and Prod. */
export class Refusals {
  readonly #rig: Rig;
  readonly #home = mkdtempSync(join(tmpdir(), 'bad-input-'));
  readonly #mock: RunOptions['mock'] = {
    parseServeOptions: async (flags) => parseServeOptions(flags) as { error: string },
    serve: () => Promise.reject(new Fault({ kind: 'ended-otherwise', code: 'Served', message: 'it would serve' })),
    scenarios: async () => [],
  };

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  static async open(): Promise<Refusals> {
    return new Refusals(await rigWithGates(['web']));
  }

  close(): void {
    rmSync(this.#home, { recursive: true });
  }

  async end(argv: readonly string[], options: RunOptions = {}): Promise<Ended> {
    this.#rig.sent.length = 0;
    const ran = await run(this.#rig, argv, { env: { HOME: this.#home }, mock: this.#mock, ...options });
    return { ...ran, changes: this.#rig.sent.filter((operation) => !READS.test(operation)) };
  }
}

/** What is wrong with how something was refused, in a line with what was said; nothing when all is well. */
export function wrongWith(
  { code, out, err, changes }: Ended,
  codes: readonly number[],
  names = /^/,
  most = MOST_CHARACTERS,
): string[] {
  const said = err.replace(/\n$/, '');
  const refused = code !== 0;
  const found = [
    codes.includes(code) ? '' : `exit code ${code}, not ${codes.join(' or ')}`,
    changes.length === 0 ? '' : `sent ${changes.join(', ')}`,
    CONTROL.test(err) || CONTROL.test(out) ? 'control characters' : '',
    refused && said.includes('\n') ? 'several lines' : '',
    refused && said + out === '' ? 'nothing was said' : '',
    refused && said.length > most ? `${said.length} characters` : '',
    code === 2 && !names.test(said) ? 'the argument is not named' : '',
  ].filter((problem) => problem !== '');
  return found.length === 0 ? [] : [`${found.join('; ')}: ${said.slice(0, MOST_CHARACTERS)}`];
}
