import { Command, CommanderError, type Help, Option } from 'commander';
import { usage } from '../domain/fault.ts';
import { type CommandSpec, Flags, type OptionSpec } from './command.ts';
import { GLOBAL_OPTIONS, type GlobalOptions, globalOptions, UNAVAILABLE_OPTIONS } from './global-options.ts';
import { didYouMean } from './nearest.ts';

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'console'; readonly global: GlobalOptions; readonly outputGiven: boolean }
  | {
      readonly kind: 'command';
      readonly spec: CommandSpec;
      readonly words: readonly string[];
      readonly flags: Flags;
      readonly global: GlobalOptions;
    };

const DESCRIPTION = "The operator's console for AWS CodePipeline and CodeDeploy.";
const WITHOUT_COMMAND = `Without a command: the full-screen console, or where stdout is no terminal what "pipelines" prints.`;

/** Reads a command line. Throws a Fault of kind usage for whatever cannot be meant. */
export function parseCommandLine(argv: readonly string[], table: readonly CommandSpec[], version: string): Parsed {
  let parsed: Parsed | undefined;
  const program = buildProgram(table, version, (found) => {
    parsed = found;
  });
  const printed: string[] = [];
  prepare(program, (text) => printed.push(text));
  try {
    program.parse([...argv].map(withoutOptionalValue), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(oneLine(error, argv, table));
    return { kind: 'print', text: printed.join('') };
  }
  if (!parsed) throw usage('no command was given');
  return parsed;
}

/** The commands' own help: the same text as `--help` prints, for `signalbox help NAME` and the documentation. */
export function helpText(table: readonly CommandSpec[], version: string, path: readonly string[]): string | undefined {
  let command: Command | undefined = buildProgram(table, version, () => undefined);
  prepare(command, () => undefined);
  for (const name of path) command = command?.commands.find((child) => child.name() === name);
  if (!command) return undefined;
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

/** Only `--debug` has an optional value, and only with `=`: without one it has an empty value. */
function withoutOptionalValue(word: string): string {
  return word === '--debug' ? '--debug=' : word;
}

function buildProgram(table: readonly CommandSpec[], version: string, found: (parsed: Parsed) => void): Command {
  const program = new Command('signalbox');
  program.description(`${DESCRIPTION}\n\n${WITHOUT_COMMAND}`).usage('[options] [command]');
  program.version(version, '-V, --version', 'print the version');
  for (const option of GLOBAL_OPTIONS) program.addOption(commanderOption(option));
  for (const option of UNAVAILABLE_OPTIONS) program.addOption(commanderOption(option).hideHelp());
  for (const spec of table) addCommand(program, spec, found);
  // Words that are no command come to the action of the root, which tells what is wrong with them.
  program.helpOption(false).allowUnknownOption().allowExcessArguments();
  program.action(() => {
    const words = program.args;
    const values = program.opts();
    if (words.length > 0) found({ kind: 'print', text: rootHelp(program, table, version) });
    else found({ kind: 'console', global: globalOptions(values), outputGiven: values.output !== undefined });
  });
  return program;
}

function addCommand(program: Command, spec: CommandSpec, found: (parsed: Parsed) => void): void {
  const [name = '', ...rest] = [...spec.path].reverse();
  const command = group(program, rest.reverse()).command(name);
  command.description(spec.summary);
  for (const argument of spec.arguments) command.argument(argument.name, argument.description);
  for (const option of spec.options) command.addOption(commanderOption(option));
  command.addHelpText('after', () => examples(spec));
  command.action(() => {
    found({
      kind: 'command',
      spec,
      words: command.processedArgs.flat().filter((word) => word !== undefined),
      flags: new Flags(command.opts()),
      global: globalOptions(program.opts()),
    });
  });
}

/** The command that holds others, made when its first one comes. */
function group(program: Command, path: readonly string[]): Command {
  let parent = program;
  for (const name of path) {
    const known = parent.commands.find((child) => child.name() === name);
    parent = known ?? parent.command(name).helpCommand(false).usage('[options] <command>');
  }
  return parent;
}

function commanderOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.description);
  if (!spec.repeatable) return option;
  return option.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value]);
}

function examples(spec: CommandSpec): string {
  const widest = Math.max(0, ...spec.examples.map(({ command }) => command.length));
  const lines = spec.examples.map(({ command, meaning }) => `  ${command.padEnd(widest)}  ${meaning}`.trimEnd());
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}

/** Nothing is written and nothing exits by itself: errors come as exceptions, help as text. */
function prepare(command: Command, print: (text: string) => void): void {
  command.exitOverride();
  command.configureOutput({ writeOut: print, writeErr: () => undefined, getOutHelpWidth: () => 80 });
  command.configureHelp({ showGlobalOptions: true, visibleGlobalOptions });
  for (const child of command.commands) prepare(child, print);
}

/** The version is no option of a command. */
function visibleGlobalOptions(this: Help, command: Command): Option[] {
  const options: Option[] = [];
  for (let parent = command.parent; parent; parent = parent.parent) options.push(...parent.options);
  return options.filter((option) => !option.hidden && option.long !== '--version');
}

/** `--help` and `help`, and everything before it that is not a command. */
function rootHelp(program: Command, table: readonly CommandSpec[], version: string): string {
  const words = program.args;
  const isHelp = words.some((word) => word === '--help' || word === '-h') || words[0] === 'help';
  const path = words.filter((word) => !word.startsWith('-') && word !== 'help');
  const first = words[0] ?? '';
  if (isHelp) {
    const text = helpText(table, version, path);
    if (text !== undefined) return text;
  } else if (first.startsWith('-')) {
    const known = program.options.filter((option) => !option.hidden).map((option) => option.long ?? '');
    throw usage(`unknown option '${first}'${didYouMean(first, known)}`);
  }
  const names = program.commands.map((command) => command.name());
  throw usage(`unknown command '${path.join(' ')}'${didYouMean(path[0] ?? '', names)}; see signalbox --help`);
}

function oneLine(error: CommanderError, argv: readonly string[], table: readonly CommandSpec[]): string {
  if (error.code === 'commander.help') return `a command is missing after '${groupOf(argv, table)}'`;
  const line = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  return line.replace(/\(Did you mean (.*)\?\)$/, '(did you mean $1?)');
}

function groupOf(argv: readonly string[], table: readonly CommandSpec[]): string {
  const groups = table.filter((spec) => spec.path.length > 1).map((spec) => spec.path[0]);
  const name = argv.find((word) => groups.includes(word)) ?? '';
  const members = table.filter((spec) => spec.path[0] === name).map((spec) => spec.path[1]);
  return `signalbox ${name}': ${members.join(', ')}; see 'signalbox ${name} --help`;
}
