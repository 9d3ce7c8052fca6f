import { type ChildProcess, spawn } from 'node:child_process';
import { checkDocuments } from '../../support/documents.ts';
import { Conditions } from './conditions.ts';
import { Environment, PROGRAM, type Variables } from './environment.ts';

export interface CommandOptions {
  readonly env?: Variables;
  /** What it reads on stdin, which is a pipe and ends after that. */
  readonly input?: string;
  /** The script to run instead of the built program. */
  readonly program?: string;
  /** Another executable than Node, which has no program then. */
  readonly executable?: string;
  /** What a shell does before it becomes the program: `ulimit -f 100`. */
  readonly before?: string;
  readonly deadlineMs?: number;
}

export interface CommandResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program without a terminal, as a script meets it. */
export class Command {
  readonly #environment: Environment;
  /** What it was asked, where it is the program. */
  readonly #asked: readonly string[] | undefined;
  readonly #child: ChildProcess;
  readonly #conditions = new Conditions(() => `stdout: ${this.stdout}\nstderr: ${this.stderr}`);
  #result: CommandResult | undefined;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[], options: CommandOptions = {}) {
    const { env, input = '', program = PROGRAM, executable, before } = options;
    this.#asked = program === PROGRAM && executable === undefined && before === undefined ? args : undefined;
    this.#environment = new Environment(env);
    const { home: cwd, variables } = this.#environment;
    const words = executable === undefined ? [process.execPath, program, ...args] : [executable, ...args];
    const [file = '', ...rest] = before ? ['sh', '-c', `${before}; exec "$0" "$@"`, ...words] : words;
    this.#child = spawn(file, rest, { cwd, env: variables, stdio: 'pipe' });
    this.#child.stdout!.setEncoding('utf8').on('data', (text) => this.#received(() => (this.stdout += text)));
    this.#child.stderr!.setEncoding('utf8').on('data', (text) => this.#received(() => (this.stderr += text)));
    this.#child.on('close', (code, signal) => this.#closed(code, signal));
    // Whoever ends before it has read everything is in its right.
    this.#child.stdin!.on('error', () => {}).end(input);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  signal(name: NodeJS.Signals): this {
    this.#child.kill(name);
    return this;
  }

  /** Resolves to what the pattern found in stdout so far, as soon as it does. */
  prints(wanted: RegExp, deadlineMs?: number): Promise<RegExpMatchArray> {
    return this.#conditions.until(`${wanted} on stdout`, () => this.stdout.match(wanted) ?? undefined, deadlineMs);
  }

  /** Resolves once it has ended and everything that it wrote is read. Rejects where that is no document as its schema says. */
  async result(deadlineMs?: number): Promise<CommandResult> {
    const result = await this.#conditions.until('the command to end', () => this.#result, deadlineMs);
    if (this.#asked) checkDocuments(this.#asked, result.stdout, result.code);
    return result;
  }

  /** Ends it if it still runs. */
  async close(): Promise<void> {
    if (!this.#result) this.#child.kill('SIGKILL');
    await this.result();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #received(keep: () => void): void {
    keep();
    this.#conditions.changed();
  }

  #closed(code: number | null, signal: NodeJS.Signals | null): void {
    this.#result = { code, signal, stdout: this.stdout, stderr: this.stderr };
    this.#environment.dispose();
    this.#conditions.end(`the command ended with ${signal ?? `code ${code}`}`);
  }
}

/** Runs the built program to its end: `await run(['pipelines', '--mock', '--output', 'json'])`. */
export async function run(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  await using command = new Command(args, options);
  return await command.result(options.deadlineMs);
}
