import { EventEmitter } from 'node:events';
import { type Instance, render } from 'ink';
import { App } from '../../src/console/app.tsx';
import { handlePaste, handlePress } from '../../src/console/commands/input.ts';
import { type ConsoleContext, Shared } from '../../src/console/console-context.ts';
import { sharedContext } from '../../src/console/shared-context.ts';
import { Activity } from '../../src/console/state/activity.ts';
import { settled } from '../support/manual-timing.ts';
import type { Rig } from '../support/rig.ts';

class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  frame = '';

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  readonly write = (frame: string): boolean => {
    this.frame = frame;
    return true;
  };
}

class FakeKeyboard extends EventEmitter {
  readonly isTTY = true;
  #typed: string | null = null;
  readonly setEncoding = () => this;
  readonly setRawMode = () => this;
  readonly resume = () => this;
  readonly pause = () => this;
  readonly ref = () => this;
  readonly unref = () => this;
  readonly read = (): string | null => {
    const typed = this.#typed;
    this.#typed = null;
    return typed;
  };

  type(text: string): void {
    this.#typed = text;
    this.emit('readable');
  }
}

/** The console drawn over a rig, without a terminal: its last frame, its keys, its size. */
export class Screen {
  readonly shared: ConsoleContext;
  readonly quits: number[] = [];
  readonly warnings: string[] = [];
  readonly activity = new Activity(() => undefined);
  readonly #rig: Rig;
  readonly #terminal: FakeTerminal;
  readonly #keyboard = new FakeKeyboard();
  readonly #ink: Instance;

  constructor(
    rig: Rig,
    size: { columns?: number; rows?: number; ascii?: boolean; readOnly?: boolean; unlockMinutes?: number } = {},
  ) {
    this.#rig = rig;
    this.#terminal = new FakeTerminal(size.columns ?? 80, size.rows ?? 24);
    const { live, operations } = rig;
    this.shared = sharedContext(
      {
        live,
        operations,
        readOnly: size.readOnly ?? false,
        takeWarnings: () => this.warnings.splice(0),
        ascii: size.ascii ?? false,
        color: false,
        unlockMinutes: size.unlockMinutes ?? 15,
      },
      this.activity,
      { quit: (code) => this.quits.push(code), repaint: () => undefined },
    );
    this.#ink = render(
      <Shared value={this.shared}>
        <App />
      </Shared>,
      {
        stdout: this.#terminal as unknown as NodeJS.WriteStream,
        stdin: this.#keyboard as unknown as NodeJS.ReadStream,
        debug: true,
        exitOnCtrlC: false,
        patchConsole: false,
        interactive: true,
      },
    );
  }

  get lines(): string[] {
    return this.#terminal.frame.split('\n');
  }

  get text(): string {
    return this.#terminal.frame;
  }

  /** The line of the cursor. */
  get marked(): string {
    return this.lines.find((line) => line.startsWith('›')) ?? '';
  }

  /** Lets everything that was asked be answered and drawn; local time moves by so many milliseconds. */
  async rest(milliseconds = 0): Promise<void> {
    await settled();
    await this.#rig.timing.advance(milliseconds);
    await settled();
  }

  /** Presses keys by their names, one after the other. */
  async press(...names: string[]): Promise<void> {
    for (const name of names) {
      handlePress(this.shared, { name, text: name.length === 1 ? name : name === 'space' ? ' ' : '' });
      await this.rest();
    }
  }

  /** Bytes as a terminal sends them, through Ink's own parser. */
  async type(text: string): Promise<void> {
    this.#keyboard.type(text);
    await this.rest();
  }

  async paste(text: string): Promise<void> {
    handlePaste(this.shared, text);
    await this.rest();
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.#terminal.columns = columns;
    this.#terminal.rows = rows;
    this.#terminal.emit('resize');
    await this.rest();
  }

  close(): void {
    this.#ink.unmount();
    this.#rig.live.close();
  }
}
