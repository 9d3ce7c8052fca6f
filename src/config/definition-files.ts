import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PipelineId, pipelineKey } from '../domain/identity.ts';
import type { KeptDefinitions } from '../domain/kept-definitions.ts';
import { makeFolder } from '../files/make-folder.ts';

/** A definition has 100 kB of configuration at most; nobody needs a larger one from a file. */
const LARGEST_BYTES = 512 * 1024;
const MOST_FILES = 1000;

/**
 * Definitions as files of a folder that nobody else may read: they may hold environment variables in plain text. It is a cache:
 * whatever cannot be read is not there, and where nothing can be written nobody is troubled.
 */
export class DefinitionFiles implements KeptDefinitions {
  readonly #folder: string;
  readonly #endpoint: string;
  #isPruned = false;

  /** `endpoint`: whose definitions they are, where that is not AWS. */
  constructor(folder: string, endpoint = 'aws') {
    this.#folder = folder;
    this.#endpoint = endpoint;
  }

  find(id: PipelineId, version: number): string | undefined {
    const key = this.#key(id, version);
    try {
      const kept = JSON.parse(readFileSync(this.#file(key), 'utf8')) as { key?: unknown; answer?: unknown };
      return kept.key === key && typeof kept.answer === 'string' ? kept.answer : undefined;
    } catch {
      return undefined;
    }
  }

  keep(id: PipelineId, version: number, answer: string): void {
    const key = this.#key(id, version);
    const text = JSON.stringify({ key, answer });
    if (Buffer.byteLength(text) > LARGEST_BYTES) return;
    try {
      makeFolder(this.#folder);
      const scratch = `${this.#file(key)}.${process.pid}`;
      writeFileSync(scratch, text, { mode: 0o600 });
      renameSync(scratch, this.#file(key));
      this.#prune();
    } catch {
      // It is asked for again next time.
    }
  }

  /** Once a process: the oldest go, a tenth more than there are too many, so that this is not to be done every time. */
  #prune(): void {
    if (this.#isPruned) return;
    this.#isPruned = true;
    const names = readdirSync(this.#folder);
    if (names.length <= MOST_FILES) return;
    const files = names.map((name) => ({ name, at: statSync(join(this.#folder, name)).mtimeMs }));
    files.sort((a, b) => a.at - b.at);
    for (const { name } of files.slice(0, names.length - MOST_FILES * 0.9)) {
      rmSync(join(this.#folder, name), { force: true });
    }
  }

  #key(id: PipelineId, version: number): string {
    return `${this.#endpoint} ${pipelineKey(id)} ${version}`;
  }

  #file(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}
