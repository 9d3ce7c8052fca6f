import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { type CellStyle, linesOf, styleOf } from './cells.ts';
import { Conditions } from './conditions.ts';
import { Environment, PROGRAM, type Variables } from './environment.ts';
import { type Idle, IdlePipe } from './idle-pipe.ts';
import { bytesOfKey } from './keys.ts';

export interface ScreenOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Variables;
  /** The script to run instead of the built program. */
  readonly program?: string;
}

export interface Exit {
  readonly code: number;
  /** Number of the signal that ended it, 0 for none. */
  readonly signal: number;
  /** What the terminal shows afterwards. */
  readonly screenAfter: readonly string[];
}

/** A program in a terminal, as a person meets it: keys go in, a screen comes out. */
export class Screen {
  readonly #environment: Environment;
  readonly #terminal: xterm.Terminal;
  readonly #pty: IPty;
  readonly #idlePipe: IdlePipe;
  readonly #conditions = new Conditions(() => this.#framed());
  #bytes = 0;
  #shownBytes = 0;
  #cursorShown = true;
  #sentBytes = 0;
  #idle: Idle | undefined;
  #exit: Exit | undefined;

  private constructor({ args = [], columns = 80, rows = 24, env, program = PROGRAM }: ScreenOptions) {
    this.#environment = new Environment(env);
    this.#idlePipe = new IdlePipe(this.#environment.home, (idle) => this.#becameIdle(idle));
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    this.#pty = spawn(process.execPath, [program, ...args], {
      cols: columns,
      rows,
      cwd: this.#environment.home,
      env: { ...this.#environment.variables, SIGNALBOX_IDLE_FD: this.#idlePipe.path },
      // Bytes, as a terminal gets them.
      encoding: null,
    });
    this.#watchCursor();
    this.#terminal.onData((answer) => this.#send(answer));
    this.#pty.onData((chunk) => this.#received(chunk as unknown as Uint8Array));
    this.#pty.onExit(({ exitCode, signal = 0 }) => this.#exited(exitCode, signal));
  }

  /** Starts the program in a fresh terminal. Resolves when it has written something. */
  static async open(options: ScreenOptions = {}): Promise<Screen> {
    const screen = new Screen(options);
    try {
      await screen.#conditions.until('the first output', () => screen.#bytes > 0 || undefined);
    } catch (error) {
      await screen.close();
      throw error;
    }
    return screen;
  }

  /** Sends keys, one after the other: `press('j', 'enter', 'ctrl+r')`. */
  press(...keys: readonly string[]): this {
    return this.#send(keys.map(bytesOfKey).join(''));
  }

  /** Sends text as it stands. */
  type(text: string): this {
    return this.#send(text);
  }

  resize(columns: number, rows: number): this {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
    return this;
  }

  /** Resolves once the text is on the screen, within one line; a pattern may span lines. */
  async sees(wanted: string | RegExp, deadlineMs?: number): Promise<this> {
    await this.#conditions.until(`${wanted} to be seen`, () => this.#shows(wanted) || undefined, deadlineMs);
    return this;
  }

  /** Resolves once the text is not on the screen. */
  async seesNot(unwanted: string | RegExp, deadlineMs?: number): Promise<this> {
    await this.#conditions.until(`${unwanted} to be gone`, () => !this.#shows(unwanted) || undefined, deadlineMs);
    return this;
  }

  /** Resolves once the screen satisfies a condition, whatever it is. `what` names it in the message of a failure. */
  async until(what: string, holds: (screen: this) => boolean, deadlineMs?: number): Promise<this> {
    await this.#conditions.until(what, () => holds(this) || undefined, deadlineMs);
    return this;
  }

  /** Resolves once the program said that it is idle, after the last key, text or resize; its frame is then on the screen. */
  async idle(deadlineMs?: number): Promise<this> {
    await this.#conditions.until('the program to be idle', () => this.#isIdle() || undefined, deadlineMs);
    return this;
  }

  /** The visible lines, without the blanks at their ends. */
  lines(): string[] {
    return linesOf(this.#terminal.buffer.active, this.#terminal.rows);
  }

  /** A visible line; rows count from 0, negative ones from the bottom. */
  row(index: number): string {
    return this.lines().at(index) ?? '';
  }

  /** Number of the first visible line that holds the text, -1 if none does. */
  rowOf(text: string | RegExp): number {
    return this.lines().findIndex((line) => holds(line, text));
  }

  /** The row of the terminal's cursor, from 0. */
  cursorRow(): number {
    return this.#terminal.buffer.active.cursorY;
  }

  styleAt(row: number, column: number): CellStyle {
    return styleOf(this.#terminal.buffer.active, row, column);
  }

  inAlternateScreen(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  showsCursor(): boolean {
    return this.#cursorShown;
  }

  /** All bytes that the program wrote to the terminal so far. */
  bytesWritten(): number {
    return this.#bytes;
  }

  get pid(): number {
    return this.#pty.pid;
  }

  signal(name: NodeJS.Signals): this {
    process.kill(this.#pty.pid, name);
    return this;
  }

  /** Resolves once the program has ended. */
  exit(deadlineMs?: number): Promise<Exit> {
    return this.#conditions.until('the program to end', () => this.#exit, deadlineMs);
  }

  /** Ends the program if it still runs, and removes its home. */
  async close(): Promise<void> {
    if (!this.#exit) this.#pty.kill('SIGKILL');
    await this.exit();
    this.#idlePipe.close();
    this.#terminal.dispose();
    this.#environment.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The terminal does not tell whether its cursor is shown, so the sequences that say so are watched. */
  #watchCursor(): void {
    for (const [final, shown] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
        if (modes.includes(25)) this.#cursorShown = shown;
        return false;
      });
    }
  }

  #send(bytes: string): this {
    this.#sentBytes += Buffer.byteLength(bytes);
    this.#pty.write(bytes);
    return this;
  }

  #received(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#terminal.write(chunk, () => {
      this.#shownBytes += chunk.length;
      this.#conditions.changed();
    });
  }

  #becameIdle(idle: Idle): void {
    this.#idle = idle;
    this.#terminal.write('', () => this.#conditions.changed());
  }

  /**
   * When it last became idle, the program had read all that was sent and knew the size of its terminal, and all that
   * it had written by then is on the screen.
   */
  #isIdle(): boolean {
    const { cols, rows } = this.#terminal;
    const { inputBytes, outputBytes = Number.POSITIVE_INFINITY, columns, rows: knownRows } = this.#idle ?? {};
    return inputBytes === this.#sentBytes && outputBytes <= this.#shownBytes && columns === cols && knownRows === rows;
  }

  #exited(code: number, signal: number): void {
    this.#terminal.write('', () => {
      this.#exit = { code, signal, screenAfter: this.lines() };
      this.#conditions.end(`the program ended with ${signal ? `signal ${signal}` : `code ${code}`}`);
    });
  }

  #shows(wanted: string | RegExp): boolean {
    return typeof wanted === 'string'
      ? this.lines().some((line) => line.includes(wanted))
      : holds(this.lines().join('\n'), wanted);
  }

  #framed(): string {
    const edge = '─'.repeat(this.#terminal.cols);
    return [`┌${edge}┐`, ...this.lines().map((line) => `│${line}`), `└${edge}┘`].join('\n');
  }
}

function holds(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) !== -1;
}
