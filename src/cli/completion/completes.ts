import type { ArgumentSpec, OptionSpec } from '../command.ts';

/** What a shell offers for a value: names that were seen before, files, or these words. */
export type Completes =
  | 'pipeline'
  | 'stage'
  | 'action'
  | 'path'
  | 'application'
  | 'scenario'
  | 'region'
  | 'profile'
  | 'file'
  | 'folder'
  | 'nothing'
  | readonly string[];

/** By the word that stands for the value in the help. Whatever else a value is called, nobody can know it beforehand. */
const BY_PLACEHOLDER: Readonly<Record<string, Exclude<Completes, readonly string[]>>> = {
  PIPELINE: 'pipeline',
  GLOB: 'pipeline',
  STAGE: 'stage',
  'STAGE/ACTION': 'action',
  'PIPELINE[/STAGE[/ACTION]]': 'path',
  APPLICATION: 'application',
  'APPLICATION[/GROUP]': 'application',
  'NAME|FILE': 'scenario',
  'R[,R]': 'region',
  'P[,P]': 'profile',
  FILE: 'file',
  KEYFILE: 'file',
  DIR: 'folder',
};

/** Of an option, a pattern is one of what its name says. */
const BY_FLAG: Readonly<Record<string, Completes>> = { '--pipeline <GLOB>': 'pipeline', '--stage <GLOB>': 'stage' };

/** Undefined: the option takes no value. */
export function optionCompletes({ flags, choices }: OptionSpec): Completes | undefined {
  const placeholder = /<(.+)>$/.exec(flags)?.[1];
  if (placeholder === undefined) return undefined;
  if (placeholder === 'GLOB') return BY_FLAG[flags] ?? 'nothing';
  return choices ?? byPlaceholder(placeholder);
}

export function argumentCompletes({ name, choices }: ArgumentSpec): Completes {
  return choices ?? byPlaceholder(name.slice(1, -1));
}

function byPlaceholder(placeholder: string): Completes {
  return BY_PLACEHOLDER[placeholder.replace('...', '')] ?? 'nothing';
}
