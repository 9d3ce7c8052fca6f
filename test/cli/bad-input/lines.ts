import type { CommandSpec } from '../../../src/cli/command.ts';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { GLOBAL_OPTIONS } from '../../../src/cli/global-options.ts';
import { type Kind, kindOf } from './kinds.ts';

/** A value on a command line: where it stands, and the line with another one there. */
export interface Place {
  /** `retry STAGE`, `executions --limit` */
  readonly title: string;
  readonly command: CommandSpec;
  /** What an error has to name: the flag, or the word of the help. */
  readonly names: RegExp;
  readonly kind: Kind;
  readonly flag?: string;
  readonly repeatable: boolean;
  line(value: string): string[];
}

/** What a command cannot do without, beside what stands in front. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  override: ['--condition', 'before-entry'],
  'transition disable': ['--reason', 'planned work'],
  freeze: ['--reason', 'planned work'],
  rollback: ['--to', 'ffffff'],
};

/** What a flag of a command makes no sense without, instead of the arguments. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = { 'logs --group': [], 'logs --stream': ['--group', '/g'] };

const word = (name: string) => name.replace(/^[<[]/, '').replace(/(\.\.\.)?[>\]]$/, '');
const nameOf = (spec: CommandSpec) => spec.path.join(' ');
const longFlag = (flags: string) => /--[a-z-]+/.exec(flags)?.[0] ?? '';
const valueWord = (flags: string) => /[<]([^>]+)>$/.exec(flags)?.[1];

/** The arguments that have to be there, each with a value that is right. */
function usualWords(spec: CommandSpec): string[] {
  const needed = nameOf(spec) === 'logs' ? spec.arguments : spec.arguments.filter(({ name }) => name.startsWith('<'));
  return needed.map(({ name }) => kindOf(nameOf(spec), word(name)).good);
}

function argumentPlaces(command: CommandSpec): Place[] {
  const name = nameOf(command);
  const beside = BESIDE[name] ?? [];
  return command.arguments.map((argument, index) => ({
    title: `${name} ${word(argument.name)}`,
    command,
    // What has parts may be named by the one that is wrong.
    names: new RegExp(
      word(argument.name)
        .split(/[^A-Z]+/)
        .filter(Boolean)
        .join('|'),
    ),
    kind: kindOf(name, word(argument.name)),
    repeatable: false,
    line: (value) => {
      const before = command.arguments.slice(0, index).map((other) => kindOf(name, word(other.name)).good);
      const after = command.arguments.slice(index + 1).filter((other) => other.name.startsWith('<'));
      return [
        ...command.path,
        ...beside,
        '--',
        ...before,
        value,
        ...after.map((other) => kindOf(name, word(other.name)).good),
      ];
    },
  }));
}

function optionPlaces(command: CommandSpec): Place[] {
  const name = nameOf(command);
  return command.options.flatMap(({ flags, repeatable = false }) => {
    const value = valueWord(flags);
    if (value === undefined) return [];
    const flag = longFlag(flags);
    const beside = (BESIDE[name] ?? []).includes(flag) ? [] : (BESIDE[name] ?? []);
    const words = INSTEAD[`${name} ${flag}`] ?? usualWords(command);
    const line = (given: string) => [...command.path, ...words, ...beside, `${flag}=${given}`];
    const short = /^-\w/.exec(flags)?.[0];
    const names = new RegExp(`${flag}\\b${short ? `|${short}\\b` : ''}`);
    return [{ title: `${name} ${flag}`, command, names, kind: kindOf(name, value, flag), flag, repeatable, line }];
  });
}

/** Every value of every command. */
export const PLACES: readonly Place[] = COMMANDS.flatMap((spec) => [...argumentPlaces(spec), ...optionPlaces(spec)]);

/** Every value of the flags that all commands have, on one of them. */
export const GLOBAL_PLACES: readonly Place[] = GLOBAL_OPTIONS.flatMap(({ flags }) => {
  const value = valueWord(flags) ?? /\[=(.*)\]/.exec(flags)?.[1];
  const command = COMMANDS.find(({ path }) => path[0] === 'status');
  if (value === undefined || !command) return [];
  const flag = longFlag(flags);
  const line = (given: string) => ['status', 'web', `${flag}=${given}`];
  return [
    { title: flag, command, names: new RegExp(flag), kind: kindOf('global', value), flag, repeatable: false, line },
  ];
});

/** A line of a command that is right as far as its form goes. */
export function usualLine(spec: CommandSpec): string[] {
  return [...spec.path, ...usualWords(spec), ...(BESIDE[nameOf(spec)] ?? [])];
}
