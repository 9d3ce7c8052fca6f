import { pad, wrap } from '../text/cut.ts';
import type { ArgumentSpec, CommandSpec, Example, OptionSpec } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';

const COLUMNS = 80;

export const DESCRIPTION = "The operator's console for AWS CodePipeline and CodeDeploy.";
export const WITHOUT_COMMAND =
  'Without a command: the full-screen console, or what "signalbox pipelines" prints where stdout is no terminal.';

const ROOT_EXAMPLES: readonly Example[] = [
  { command: 'signalbox --mock', meaning: 'the console on the bundled mock engine: no account is needed' },
  { command: 'signalbox pipelines --region eu-west-1', meaning: 'what stands where' },
  { command: 'signalbox approvals --output json', meaning: 'what waits for a person, for a script' },
];

interface Entry {
  readonly name: string;
  readonly text: string;
}

/** `signalbox --help`: every command in a line, the options of all of them, and what an exit code means. */
export function rootHelp(table: readonly CommandSpec[]): string {
  return joined([
    ['Usage: signalbox [COMMAND] [OPTIONS]'],
    wrap(`${DESCRIPTION} ${WITHOUT_COMMAND}`, COLUMNS),
    section(
      'Commands',
      table.map(({ path, summary }) => ({ name: path.join(' '), text: summary })),
    ),
    section('Options of every command', [...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].map(optionEntry)),
    section(
      'Exit codes',
      EXIT_CODES.map(({ code, meaning }) => ({ name: String(code), text: meaning })),
    ),
    exampleLines(ROOT_EXAMPLES),
    wrap('"signalbox COMMAND --help" tells more about a command, with examples.', COLUMNS),
  ]);
}

/** `signalbox COMMAND --help`; a word that is a command and stands before others as well tells of them too. */
export function commandHelp(spec: CommandSpec, table: readonly CommandSpec[]): string {
  const [word, second] = spec.path;
  const members = second === undefined && word !== undefined ? membersOf(table, word) : [];
  return joined([
    wrap(`Usage: ${usageLine(spec)}`, COLUMNS),
    wrap(sentence(spec.summary), COLUMNS),
    spec.note === undefined ? [] : wrap(spec.note, COLUMNS),
    section(
      'Arguments',
      spec.arguments.map(({ name, description }) => ({ name: bare(name), text: description })),
    ),
    section('Options', [...spec.options, HELP_OPTION].map(optionEntry)),
    section('Commands', members.map(memberEntry)),
    ['Options of every command:', ...globalNames()],
    exampleLines([...spec.examples, ...examplesOf(members)]),
  ]);
}

/** Help for a word that stands before several commands, such as `transition`. */
export function groupHelp(table: readonly CommandSpec[], group: string): string {
  const members = membersOf(table, group);
  return joined([
    [`Usage: signalbox ${group} COMMAND [OPTIONS]`],
    section('Commands', members.map(memberEntry)),
    exampleLines(examplesOf(members)),
    wrap(`"signalbox ${group} COMMAND --help" tells more about a command.`, COLUMNS),
  ]);
}

function membersOf(table: readonly CommandSpec[], group: string): CommandSpec[] {
  return table.filter(({ path }) => path.length > 1 && path[0] === group);
}

/** One of each. */
function examplesOf(members: readonly CommandSpec[]): Example[] {
  return members.flatMap(({ examples }) => examples.slice(0, 1));
}

function memberEntry(spec: CommandSpec): Entry {
  return { name: usageWords(spec), text: spec.summary };
}

/** `signalbox approve PIPELINE [STAGE/ACTION] [OPTIONS]` */
export function usageLine(spec: CommandSpec): string {
  return `signalbox ${usageWords(spec)} [OPTIONS]`;
}

function usageWords({ path, arguments: words }: CommandSpec): string {
  return [...path, ...words.map(argumentText)].join(' ');
}

/** Required arguments stand bare, optional ones in brackets. */
function argumentText({ name }: ArgumentSpec): string {
  return name.startsWith('<') ? name.slice(1, -1) : name;
}

function bare(name: string): string {
  return name.slice(1, -1);
}

export const HELP_OPTION: OptionSpec = { flags: '-h, --help', description: 'print this help' };
export const VERSION_OPTION: OptionSpec = { flags: '-V, --version', description: 'print the version' };

function optionEntry({ flags, description }: OptionSpec): Entry {
  return { name: flags.replace(/<(.+)>$/, '$1'), text: description };
}

function globalNames(): string[] {
  const names = GLOBAL_OPTIONS.map(({ flags }) => flags.split(/[ []/)[0]).join(' ');
  return wrap(names, COLUMNS - 2).map((line) => `  ${line}`);
}

function exampleLines(examples: readonly Example[]): string[] {
  return [examples.length === 1 ? 'Example:' : 'Examples:', ...examples.flatMap(exampleLine)];
}

/** A long command goes on in a second line, as a shell takes it. */
function exampleLine({ command, meaning }: Example): string[] {
  const words = command.length <= COLUMNS - 2 ? [command] : wrap(command, COLUMNS - 8);
  return [`  ${words.join(' \\\n      ')}`, ...wrap(meaning, COLUMNS - 6).map((line) => `      ${line}`)];
}

/** A title and its entries in two columns; nothing at all without entries. */
function section(title: string, entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const names = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.flatMap(({ name, text }) =>
    wrap(text, COLUMNS - names - 2).map((line, index) => `  ${pad(index === 0 ? name : '', names)}${line}`),
  );
  return [`${title}:`, ...lines];
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function joined(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
