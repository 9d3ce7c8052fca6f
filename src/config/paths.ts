import { homedir } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The XDG rule: an absolute path in the variable counts, anything else is as if it were not set. */
function base(env: Env, variable: string, ...fallback: string[]): string {
  const set = env[variable];
  return join(set?.startsWith('/') ? set : join(env.HOME || homedir(), ...fallback), 'signalbox');
}

/** The settings file: `--config`, else SIGNALBOX_CONFIG, else `config.json` in the XDG config folder. */
export function settingsFile(env: Env, flag?: string): string {
  return flag ?? (env.SIGNALBOX_CONFIG || join(base(env, 'XDG_CONFIG_HOME', '.config'), 'config.json'));
}

/** What was changed, by whom and why. */
export function auditFile(env: Env): string {
  return join(stateFolder(env), 'audit.jsonl');
}

/** The names that shells complete, a file for each account and region. */
export function namesFolder(env: Env): string {
  return join(cacheFolder(env), 'names');
}

/** The definitions that were seen, a file for each version. */
export function definitionsFolder(env: Env): string {
  return join(cacheFolder(env), 'definitions');
}

/** Where things are that may be thrown away. */
export function cacheFolder(env: Env): string {
  return base(env, 'XDG_CACHE_HOME', '.cache');
}

/** Which transitions were closed by a freeze, to be opened again. */
export function freezeFile(env: Env): string {
  return join(stateFolder(env), 'freezes.json');
}

/** Where reports of our own faults go. */
export function stateFolder(env: Env): string {
  return base(env, 'XDG_STATE_HOME', '.local', 'state');
}
