import { Command, type CommandOptions, type CommandResult } from './command.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each control call has a document of its own.
  readonly body: any;
}

/** `signalbox mock serve` in a process of its own, on a free port. */
export class EngineProcess {
  readonly endpoint: string;
  readonly #command: Command;

  private constructor(command: Command, endpoint: string) {
    this.#command = command;
    this.endpoint = endpoint;
  }

  /** Starts it with further flags: `['--scenario', 'none', '--clock', 'manual']`. Resolves when it is ready. */
  static async start(flags: readonly string[] = [], options: CommandOptions = {}): Promise<EngineProcess> {
    const command = new Command(['mock', 'serve', '--port', '0', '--output', 'json', ...flags], options);
    const [line] = await command.prints(/^\{.*\}(?=\n)/);
    return new EngineProcess(command, JSON.parse(line).endpoint);
  }

  get pid(): number {
    return this.#command.pid;
  }

  /** A control call: `control('/clock', {advance: 'PT5M'})`. GET without a body, else POST, or the method given. Rejects unless it succeeds. */
  async control(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<unknown> {
    const answer = await this.call(path, body, method);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The same, whatever the answer is. */
  async call(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> {
    const response = await fetch(`${this.endpoint}/_signalbox${path}`, {
      method,
      headers: { 'X-Signalbox-Control': '1', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: path.startsWith('/events') ? jsonLines(text) : JSON.parse(text) };
  }

  /** Moves the engine's clock by an ISO-8601 duration, such as `PT5M`. */
  async advance(duration: string): Promise<void> {
    await this.control('/clock', { advance: duration });
  }

  /** Ends it as an operator does. */
  async stop(): Promise<CommandResult> {
    return this.#command.signal('SIGTERM').result();
  }

  /** Ends it as nothing can be prevented from ending. */
  async kill(): Promise<void> {
    await this.#command.signal('SIGKILL').result();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#command.close();
  }
}

function jsonLines(text: string): unknown {
  return text.startsWith('{"error"')
    ? JSON.parse(text)
    : text
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
}
