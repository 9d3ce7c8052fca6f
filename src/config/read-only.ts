import { usage } from '../domain/fault.ts';

const VARIABLE = 'SIGNALBOX_READ_ONLY';

/** Whether the environment wants nothing to be changed. Throws Fault `usage` for a value that says neither. */
export function readOnlyVariable(env: Readonly<Record<string, string | undefined>>): boolean | undefined {
  const value = env[VARIABLE];
  if (value === undefined || value === '') return undefined;
  if (/^(1|true)$/i.test(value)) return true;
  if (/^(0|false)$/i.test(value)) return false;
  // Who sets it wants to be safe: what is not understood must not let changes through.
  throw usage(`${VARIABLE} must be 1 or 0, not '${value}'`);
}

/** Each of the flag, the environment and the settings file can make a session read-only, and none can take that back. */
export function isReadOnly(said: {
  readonly flag: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly setting: boolean | undefined;
}): boolean {
  return [said.flag, readOnlyVariable(said.env), said.setting].includes(true);
}
