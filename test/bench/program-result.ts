import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Environment } from '../e2e/driver/environment.ts';
import { buildPrograms } from './programs.ts';

export interface RunOptions {
  /** Of Node. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
}

/** The JSON that one of some programs prints, built into a folder and run in a process of its own. */
export async function programResult<T, Name extends string>(
  folder: string,
  sources: Readonly<Record<Name, string>>,
  name: Name,
  { flags = [], args = [] }: RunOptions = {},
): Promise<T> {
  const programs = await buildPrograms(folder, sources);
  const environment = new Environment();
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, programs[name], ...args], {
      env: environment.variables,
      maxBuffer: 16 * 1024 * 1024,
    });
    return JSON.parse(stdout);
  } finally {
    environment.dispose();
  }
}
