import { usage } from '../domain/fault.ts';
import { askedInWords } from './asked-in-words.ts';
import { COMMANDS } from './command-table.ts';
import type { GlobalOptions } from './global-options.ts';
import type { CliHost } from './host.ts';
import { internalFault, isExplained } from './internal-fault.ts';
import { UNWRITTEN } from './interrupted.ts';
import { Printer, printNote } from './output/printer.ts';
import { flushed, StdoutWatch } from './output/stdout-watch.ts';
import { type Parsed, parseCommandLine } from './program.ts';
import { runCommand } from './run-command.ts';

export type { GlobalOptions } from './global-options.ts';
export type { CliHost, Connection, MockHost, MockServer, ParsedServe, Signal } from './host.ts';

/**
 * Runs a command line to its exit code. It neither ends the process nor throws. What it printed has been handed on when it
 * resolves; a request that nobody waits for any more may still be under way, so the process is to be ended then.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  const stdout = new StdoutWatch(host);
  const code = await codeOf(argv, host, stdout);
  const trouble = await stdout.trouble();
  if (trouble) printNote(host, `stdout could not be written: ${trouble.message}`);
  await flushed(host.err);
  return trouble && code === 0 ? UNWRITTEN : code;
}

async function codeOf(argv: readonly string[], host: CliHost, stdout: StdoutWatch): Promise<number> {
  try {
    const parsed = parseCommandLine(argv, COMMANDS, host.version);
    const isConsole = parsed.kind === 'console' && opensConsole(parsed, host);
    if (parsed.kind !== 'print') startDebug(parsed.global, isConsole, host);
    if (isConsole) return await host.openConsole(parsed.global);
    // The console has its own ways when its terminal goes.
    stdout.listen();
    return await run(parsed, host);
  } catch (error) {
    stdout.listen();
    return await refuse(error, argv, host);
  }
}

function startDebug({ debug }: GlobalOptions, isConsole: boolean, host: CliHost): void {
  if (!debug) return;
  if (isConsole && debug.file === undefined && host.err.isTTY) {
    throw usage('--debug would write into the screen: give it a file with --debug=FILE');
  }
  host.startDebug?.(debug.file);
}

async function run(parsed: Parsed, host: CliHost): Promise<number> {
  switch (parsed.kind) {
    case 'print':
      host.out.write(parsed.text);
      return 0;
    case 'console':
      return await runPipelines(parsed, host);
    case 'command':
      return await runCommand({ ...parsed, commands: COMMANDS }, host);
  }
}

type WithoutCommand = Extract<Parsed, { kind: 'console' }>;

/** Without a command: the console where there is a terminal to draw it on, otherwise the pipelines. */
function opensConsole({ outputGiven }: WithoutCommand, host: CliHost): boolean {
  return !outputGiven && whyNoConsole(host) === undefined;
}

async function runPipelines({ global, outputGiven }: WithoutCommand, host: CliHost): Promise<number> {
  if (!outputGiven) {
    printNote(host, `${whyNoConsole(host)}, so here is what "signalbox pipelines" prints; see signalbox --help`);
  }
  const parsed = parseCommandLine(['pipelines'], COMMANDS, host.version);
  if (parsed.kind !== 'command') throw new Error('the command pipelines is missing');
  return await runCommand({ ...parsed, global, commands: COMMANDS }, host);
}

function whyNoConsole(host: CliHost): string | undefined {
  if (!host.out.isTTY) return 'stdout is no terminal';
  if (!host.in.isTTY) return 'stdin is no terminal';
  return host.env.TERM === 'dumb' ? 'the terminal is a dumb one' : undefined;
}

/** What goes wrong outside of a command: a command line that cannot be meant, or a console that cannot connect. Nothing may have been parsed, so the words tell the format. */
async function refuse(error: unknown, argv: readonly string[], host: CliHost): Promise<number> {
  const command = argv.find((word) => !word.startsWith('-')) ?? '';
  const fault = isExplained(error) ? error : await internalFault(error, command, host);
  return new Printer(host, askedInWords(argv), { streams: false, documents: true }).fault(fault);
}
