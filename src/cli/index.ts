import type { Writable } from 'node:stream';
import { Fault } from '../domain/fault.ts';
import { COMMANDS } from './command-table.ts';
import { envelope } from './documents/envelope.ts';
import type { GlobalOptions } from './global-options.ts';
import type { CliHost } from './host.ts';
import { jsonDocument } from './output/json.ts';
import { printNote } from './output/printer.ts';
import { type Parsed, parseCommandLine } from './program.ts';
import { runCommand } from './run-command.ts';

export type { GlobalOptions } from './global-options.ts';
export type { CliHost, Connection, MockHost, MockServer, ParsedServe, Signal, UnreachableSite } from './host.ts';

/**
 * Runs a command line to its exit code. It neither ends the process nor throws. What it printed has been handed on when it
 * resolves; a request that nobody waits for any more may still be under way, so the process is to be ended then.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  const code = await codeOf(argv, host);
  await Promise.all([flushed(host.out), flushed(host.err)]);
  return code;
}

async function codeOf(argv: readonly string[], host: CliHost): Promise<number> {
  try {
    return await run(parseCommandLine(argv, COMMANDS, host.version), host);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'internal') return refuse(error, argv, host);
    return await reportFault(error, argv, host);
  }
}

async function run(parsed: Parsed, host: CliHost): Promise<number> {
  switch (parsed.kind) {
    case 'print':
      host.out.write(parsed.text);
      return 0;
    case 'console':
      return await openConsole(parsed.global, parsed.outputGiven, host);
    case 'command':
      return await runCommand(parsed, host);
  }
}

/** Without a command: the console where there is a terminal to draw it on, otherwise the pipelines. */
async function openConsole(global: GlobalOptions, outputGiven: boolean, host: CliHost): Promise<number> {
  const missing = whyNoConsole(host);
  if (missing === undefined && !outputGiven) return await host.openConsole(global);
  if (missing !== undefined && !outputGiven) {
    printNote(host, `${missing}, so here is what "signalbox pipelines" prints; see signalbox --help`);
  }
  const parsed = parseCommandLine(['pipelines'], COMMANDS, host.version);
  if (parsed.kind !== 'command') throw new Error('the command pipelines is missing');
  return await runCommand({ ...parsed, global }, host);
}

function whyNoConsole(host: CliHost): string | undefined {
  if (!host.out.isTTY) return 'stdout is no terminal';
  if (!host.in.isTTY) return 'stdin is no terminal';
  return host.env.TERM === 'dumb' ? 'the terminal is a dumb one' : undefined;
}

/** What goes wrong outside of a command: a command line that cannot be meant, or a console that cannot connect. Nothing may have been parsed, so the format is looked for in the words. */
function refuse(fault: Fault, argv: readonly string[], host: CliHost): number {
  if (asksForJson(argv)) host.out.write(`${jsonDocument(envelope(undefined, undefined, [{ fault }], {}))}\n`);
  printNote(host, fault.message);
  return fault.exitCode;
}

function asksForJson(argv: readonly string[]): boolean {
  return argv.some((word, index) => word === '--output=json' || (word === '--output' && argv[index + 1] === 'json'));
}

/** Details go to a file: they are for whoever mends it. Arguments stay out, since they may hold secrets. */
async function reportFault(error: unknown, argv: readonly string[], host: CliHost): Promise<number> {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const command = argv.find((word) => !word.startsWith('-')) ?? '';
  const report = `signalbox ${host.version}, node ${process.version}\ncommand: ${command}\n\n${details}\n`;
  const where = await host.faultReport(report).then(
    (file) => `the details are in ${file}`,
    () => 'the details could not be written',
  );
  const summary = error instanceof Error ? error.message : String(error);
  printNote(host, `unexpected error: ${summary.split('\n', 1)[0]} (a fault of signalbox; ${where})`);
  return 70;
}

/** Whoever reads at the other end has everything before the process may end. */
function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
