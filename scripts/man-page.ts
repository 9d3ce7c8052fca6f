import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import packageJson from '../package.json' with { type: 'json' };
import type { CommandSpec, OptionSpec } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { EXIT_CODES } from '../src/cli/exit-codes.ts';
import { GLOBAL_OPTIONS } from '../src/cli/global-options.ts';
import { DESCRIPTION, HELP_OPTION, usageLine, VERSION_OPTION, WITHOUT_COMMAND } from '../src/cli/help.ts';

const FILE = new URL('../man/signalbox.1', import.meta.url);

const ENVIRONMENT = [
  ['AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION', 'the profile and the region where no flag names one'],
  ['AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE>', 'another endpoint for all services or for one'],
  ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'where the files of AWS are'],
  ['SIGNALBOX_CONFIG', 'the settings file, where --config names none'],
  ['SIGNALBOX_READ_ONLY', '1 makes every session read-only, whatever flags and settings say'],
  ['NO_COLOR, TERM=dumb', 'no colour, unless --color says otherwise'],
  [
    'XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME',
    'where settings, the audit log and what may be thrown away are kept',
  ],
] as const;

const FILES = [
  ['~/.config/signalbox/config.json', 'the settings; "signalbox config path" says where'],
  ['~/.local/state/signalbox/audit.jsonl', 'what was changed, by whom and why; see "signalbox audit"'],
  ['~/.cache/signalbox/names', 'the names that shells complete'],
] as const;

/** The text of man/signalbox.1. */
export function manPage(): string {
  return [
    // roff asks for a date; that of a build would make it stale with every day.
    `.TH SIGNALBOX 1 2026-11-27 "signalbox ${packageJson.version}" "Signalbox"`,
    '.SH NAME',
    `signalbox \\- ${lowered(text(DESCRIPTION)).replace(/\.$/, '')}`,
    '.SH SYNOPSIS',
    '.B signalbox',
    text('[COMMAND] [OPTIONS]'),
    '.SH DESCRIPTION',
    text(`${DESCRIPTION} ${WITHOUT_COMMAND}`),
    '.SH COMMANDS',
    ...COMMANDS.flatMap(command),
    '.SH OPTIONS OF EVERY COMMAND',
    ...[...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].flatMap(option),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(({ code, meaning }) => tagged(String(code), meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => tagged(name, meaning)),
    '.SH FILES',
    ...FILES.flatMap(([name, meaning]) => tagged(name, meaning)),
    '.SH SEE ALSO',
    '.BR aws (1),',
    '.BR jq (1)',
    '',
  ].join('\n');
}

function command(spec: CommandSpec): string[] {
  const { summary, note, examples } = spec;
  return [
    `.SS "${text(spec.path.join(' '))}"`,
    `.B ${text(usageLine(spec))}`,
    '.PP',
    text(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ...(note === undefined ? [] : ['.PP', text(note)]),
    ...spec.arguments.flatMap(({ name, description }) => tagged(name.slice(1, -1), description)),
    ...spec.options.flatMap(option),
    '.PP',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.flatMap(({ command: line, meaning }) => [
      '.PP',
      '.RS 4',
      '.nf',
      text(line),
      '.fi',
      '.RE',
      '.RS 8',
      text(meaning),
      '.RE',
    ]),
  ];
}

function option({ flags, description }: OptionSpec): string[] {
  return tagged(flags.replace(/<(.+)>$/, '$1'), description);
}

function tagged(name: string, meaning: string): string[] {
  return ['.TP', `.B ${text(name)}`, text(meaning)];
}

/** Text that roff takes for nothing else: a page of ASCII, in which hyphens can be copied as they stand. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replace(
      /[^\x00-\x7f]/gu,
      (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^\./, '\\&.');
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What is in the repository now. */
export function storedManPage(): string {
  return readFileSync(FILE, 'utf8');
}

if (import.meta.main) {
  mkdirSync(new URL('.', FILE), { recursive: true });
  writeFileSync(FILE, manPage());
}
