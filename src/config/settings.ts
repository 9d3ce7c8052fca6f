import { readFileSync } from 'node:fs';
import { Fault } from '../domain/fault.ts';
import { regionProblem } from '../domain/region.ts';
import { urlProblem } from './url.ts';

/** What a settings file may say. Every key is optional; a flag and an environment variable beat it. */
export interface Settings {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly ascii?: boolean;
  readonly readOnly?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  /** Where a change needs a reason and more than a yes. */
  readonly protected?: readonly ProtectedSetting[];
  /** A change that cannot be written to the audit log is not made. */
  readonly auditRequired?: boolean;
  /** For how long the console unlocks a protected environment. */
  readonly unlockMinutes?: number;
}

/** An environment by globs; what is absent matches everything. */
export interface ProtectedSetting {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly pipeline?: string;
}

/** What each key takes, for reading, for `config` and for its help. */
export const SETTING_KINDS: Readonly<
  Record<keyof Settings, readonly string[] | 'text' | 'region' | 'url' | 'boolean' | 'environments' | 'minutes'>
> = {
  profile: 'text',
  region: 'region',
  endpointUrl: 'url',
  ascii: 'boolean',
  readOnly: 'boolean',
  color: ['auto', 'always', 'never'],
  protected: 'environments',
  auditRequired: 'boolean',
  unlockMinutes: 'minutes',
};

/** What holds where nothing else is said; the others have no value of their own. */
export const SETTING_DEFAULTS = {
  ascii: false,
  readOnly: false,
  color: 'auto',
  protected: [],
  auditRequired: false,
  unlockMinutes: 15,
} as const satisfies Settings;

export const SETTING_KEYS = Object.keys(SETTING_KINDS) as (keyof Settings)[];

/** Reads the file as plain JSON: `conf` costs as much as a whole start and is loaded only to write. No file: no settings, unless it must exist, since somebody has named it. Throws Fault `usage` with file, key and reason. */
export function readSettings(file: string, { mustExist }: { mustExist: boolean }): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing && !mustExist) return {};
    if (isMissing) throw broken(`there is no settings file ${file}`);
    throw broken(`${file} cannot be read: ${(thrown as Error).message}`);
  }
  return checked(file, parsed(file, text));
}

function parsed(file: string, text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
      return document as Record<string, unknown>;
    }
  } catch (thrown) {
    throw broken(`${file} is not JSON: ${(thrown as Error).message}`);
  }
  throw broken(`${file} must hold a JSON object`);
}

function checked(file: string, document: Record<string, unknown>): Settings {
  for (const [key, value] of Object.entries(document)) {
    if (!(key in SETTING_KINDS)) throw broken(`${file}: unknown key ${key}; known are ${SETTING_KEYS.join(', ')}`);
    const problem = settingProblem(key as keyof Settings, value);
    if (problem) throw broken(`${file}: ${key} ${problem}`);
  }
  return document;
}

/** Why a value does not do for a key, as the end of a sentence; undefined when it does. */
export function settingProblem(key: keyof Settings, value: unknown): string | undefined {
  const kind = SETTING_KINDS[key];
  if (kind === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (kind === 'environments') return environmentsProblem(value);
  if (kind === 'minutes') return minutesProblem(value);
  if (typeof kind !== 'string') return kind.includes(value as string) ? undefined : `must be one of ${kind.join(', ')}`;
  if (typeof value !== 'string' || value === '') return 'must be a text';
  if (kind === 'region') return regionProblem(value);
  return kind === 'url' ? urlProblem(value) : undefined;
}

const MOST_MINUTES = 24 * 60;

function minutesProblem(value: unknown): string | undefined {
  const does = Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_MINUTES;
  return does ? undefined : `must be a whole number of minutes from 1 to ${MOST_MINUTES}`;
}

const ENVIRONMENT_KEYS = ['name', 'account', 'region', 'pipeline'];

function environmentsProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'must be a list of environments';
  for (const [index, environment] of value.entries()) {
    const problem = environmentProblem(environment);
    if (problem) return `[${index}] ${problem}`;
  }
  return undefined;
}

function environmentProblem(environment: unknown): string | undefined {
  if (typeof environment !== 'object' || environment === null || Array.isArray(environment)) return 'must be an object';
  for (const [key, value] of Object.entries(environment)) {
    if (!ENVIRONMENT_KEYS.includes(key)) return `has an unknown key ${key}; known are ${ENVIRONMENT_KEYS.join(', ')}`;
    if (typeof value !== 'string' || value === '') return `${key} must be a text`;
  }
  return 'name' in environment ? undefined : 'needs a name';
}

function broken(message: string): Fault {
  return new Fault({ kind: 'usage', code: 'InvalidSettings', message });
}
