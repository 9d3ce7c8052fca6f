import { Command, CommanderError, Option } from 'commander';
import { type Fault, usage } from '../domain/fault.ts';
import { didYouMean } from '../domain/nearest.ts';
import { checkArgument } from './argument-check.ts';
import { type CommandSpec, Flags, type OptionSpec } from './command.ts';
import { withValues } from './flag-values.ts';
import { GLOBAL_OPTIONS, type GlobalOptions, globalOptions } from './global-options.ts';
import { commandHelp, groupHelp, rootHelp } from './help.ts';

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

/** Reads a command line. Throws a Fault of kind usage for whatever cannot be meant. */
export function parseCommandLine(argv: readonly string[], table: readonly CommandSpec[], version: string): Parsed {
  let parsed: Parsed | undefined;
  // Commands that the line does not name are not made: making them all takes longer than reading the line.
  const named = table.filter(({ path }) => argv.includes(path[0] ?? ''));
  const program = buildProgram(table, named, version, (found) => {
    parsed = found;
  });
  const printed: string[] = [];
  prepare(program, (text) => printed.push(text));
  try {
    program.parse(withValues(argv, [...GLOBAL_OPTIONS, ...named.flatMap(({ options }) => options)]), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(oneLine(error, argv, table));
    return { kind: 'print', text: printed.join('') };
  }
  if (!parsed) throw usage('no command was given');
  return parsed;
}

function buildProgram(
  table: readonly CommandSpec[],
  named: readonly CommandSpec[],
  version: string,
  found: (parsed: Parsed) => void,
): Command {
  const program = new Command('signalbox');
  program.version(version, named.some(takesVersion) ? '-V' : '-V, --version');
  for (const option of GLOBAL_OPTIONS) program.addOption(commanderOption(option));
  for (const spec of named) addCommand(program, spec, table, found);
  // Words that are no command come to the action of the root, which tells what is wrong with them.
  program.helpOption(false).allowUnknownOption().allowExcessArguments();
  program.action(() => {
    const words = program.args;
    const values = program.opts();
    checkValues(program);
    if (words.length > 0) found({ kind: 'print', text: withoutCommand(words, table) });
    else
      found({
        kind: 'console',
        global: globalOptions(values),
        outputGiven: (values.output ?? values.query) !== undefined,
      });
  });
  return program;
}

/** The root would take the flag for its own, wherever it stands. */
function takesVersion({ options }: CommandSpec): boolean {
  return options.some(({ flags }) => flags.startsWith('--version '));
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  table: readonly CommandSpec[],
  found: (parsed: Parsed) => void,
): void {
  const [first = '', second] = spec.path;
  const command = second === undefined ? program.command(first) : group(program, first, table).command(second);
  command.helpCommand(false);
  command.helpInformation = () => commandHelp(spec, table);
  for (const argument of spec.arguments) command.argument(argument.name);
  for (const option of spec.options) command.addOption(ownOption(option));
  command.action(() => {
    refuseOptionsOfGroup(command);
    checkValues(command);
    checkValues(program);
    found({
      kind: 'command',
      spec,
      words: command.processedArgs.flat().filter((word) => word !== undefined),
      flags: new Flags(command.opts()),
      global: globalOptions(program.opts()),
    });
  });
}

/** A word such as `deployment` is a command with options of its own, which its members do not have. */
function refuseOptionsOfGroup({ parent }: Command): void {
  if (!parent?.parent) return;
  const given = parent.options.find((option) => parent.getOptionValue(option.attributeName()) !== undefined);
  if (given) throw usage(`unknown option '${given.long}'`);
}

/** Everything that was given is looked at, whatever is made of it. */
function checkValues(command: Command): void {
  const textsOf = (value: unknown) => [value].flat().filter((word) => typeof word === 'string');
  for (const [index, argument] of command.registeredArguments.entries()) {
    for (const word of textsOf(command.processedArgs[index])) checkArgument(argument.name(), word);
  }
  for (const option of command.options) {
    const { long } = option;
    for (const word of textsOf(command.getOptionValue(option.attributeName()))) {
      if (long && !(long === '--debug' && word === '')) checkArgument(long, word);
    }
  }
}

/** The word that holds several commands, made when its first one comes. */
function group(program: Command, name: string, table: readonly CommandSpec[]): Command {
  const known = program.commands.find((child) => child.name() === name);
  if (known) return known;
  const made = program.command(name).helpCommand(false);
  made.helpInformation = () => groupHelp(table, name);
  return made;
}

function commanderOption(spec: OptionSpec): Option {
  // Its value comes only with =, so the parser, which sees it with one always, takes it for needed.
  const option = new Option(spec.flags.replace(/\[=(.*)\]$/, ' <$1>'), spec.description);
  if (!spec.repeatable) return option;
  return option.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value]);
}

/** Of two values it would not be clear which is meant. A flag that every command has may be in an alias: there the last one holds. */
function ownOption(spec: OptionSpec): Option {
  const option = commanderOption(spec);
  if (spec.repeatable || !spec.flags.includes('<')) return option;
  return option.argParser((value: string, previous: string | undefined) => {
    if (previous !== undefined && previous !== value) {
      throw usage(`${option.long} is given twice, as '${previous}' and as '${value}': give it once`);
    }
    return value;
  });
}

/** Nothing is written and nothing exits by itself: errors come as exceptions, help as text. */
function prepare(command: Command, print: (text: string) => void): void {
  command.exitOverride();
  command.configureOutput({ writeOut: print, writeErr: () => undefined });
  for (const child of command.commands) prepare(child, print);
}

/** Words that lead to no command: a question for help, or a mistake. */
function withoutCommand(words: readonly string[], table: readonly CommandSpec[]): string {
  const [first = ''] = words;
  const isHelp = first === 'help' || words.includes('--help') || words.includes('-h');
  if (isHelp)
    return helpFor(
      words.filter((word) => !word.startsWith('-') && word !== 'help'),
      table,
    );
  if (first.startsWith('-')) {
    const known = GLOBAL_OPTIONS.map(({ flags }) => flags.split(/[ [<]/)[0] ?? '');
    throw usage(`unknown option '${first}'${didYouMean(first, known)}`);
  }
  throw unknownCommand(first, table);
}

function helpFor(path: readonly string[], table: readonly CommandSpec[]): string {
  const [first, second] = path;
  if (first === undefined) return rootHelp(table);
  const spec = table.find((candidate) => candidate.path.join(' ') === path.join(' '));
  if (spec) return commandHelp(spec, table);
  if (second === undefined && table.some((candidate) => candidate.path[0] === first)) return groupHelp(table, first);
  throw unknownCommand(path.join(' '), table);
}

function unknownCommand(name: string, table: readonly CommandSpec[]): Fault {
  const names = [...new Set(table.flatMap(({ path }) => [path[0] ?? '', path.join(' ')]))];
  return usage(`unknown command '${name}'${didYouMean(name, names)}; see signalbox --help`);
}

function oneLine(error: CommanderError, argv: readonly string[], table: readonly CommandSpec[]): string {
  if (error.code === 'commander.help') return `a command is missing after '${groupOf(argv, table)}'`;
  if (error.code === 'commander.excessArguments') {
    const wrong = memberMistyped(argv, table);
    if (wrong) return wrong;
  }
  // What was given is repeated where it is short: it may be a whole file.
  const counted = error.message.replace(/(Expected \d+ arguments? but got \d+): .{100,}$/s, '$1.');
  const line = counted.replace(/^error: /, '').replaceAll('\n', ' ');
  return line.replace(/\(Did you mean (.*)\?\)$/, '(did you mean $1?)');
}

/** `deployment stpo d-1A2B3C4D5`: two words for a command that takes one are a member of it that is not known. */
function memberMistyped(argv: readonly string[], table: readonly CommandSpec[]): string | undefined {
  const word = argv.find((candidate) => table.some(({ path }) => path[0] === candidate));
  const members = table.filter(({ path }) => path.length > 1 && path[0] === word).map(({ path }) => path[1] ?? '');
  const next = argv.slice(argv.indexOf(word ?? '') + 1).find((candidate) => !candidate.startsWith('-'));
  if (members.length === 0 || next === undefined) return undefined;
  return `unknown command '${word} ${next}'${didYouMean(next, members)}; see signalbox ${word} --help`;
}

function groupOf(argv: readonly string[], table: readonly CommandSpec[]): string {
  const groups = table.filter((spec) => spec.path.length > 1).map((spec) => spec.path[0]);
  const name = argv.find((word) => groups.includes(word)) ?? '';
  const members = table.filter((spec) => spec.path[0] === name).map((spec) => spec.path[1]);
  return `signalbox ${name}': ${members.join(', ')}; see 'signalbox ${name} --help`;
}
