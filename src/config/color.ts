import type { Settings } from './settings.ts';

export type ColorChoice = NonNullable<Settings['color']>;

/** Whether to write in colour: the flag beats the environment (NO_COLOR, a dumb terminal), which beats the settings. */
export function isColored(choice: {
  readonly flag: ColorChoice | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly setting: ColorChoice | undefined;
  readonly terminal: boolean;
}): boolean {
  const { flag, env, setting, terminal } = choice;
  if (flag === 'always' || flag === 'never') return flag === 'always';
  if (env.NO_COLOR || env.TERM === 'dumb') return false;
  if (flag === undefined && setting !== undefined && setting !== 'auto') return setting === 'always';
  return terminal;
}
