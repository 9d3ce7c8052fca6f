import { urlProblem } from '../domain/endpoint-url.ts';
import { regionProblem } from '../domain/region.ts';
import type { Settings } from './settings.ts';

export type SettingKind = readonly string[] | 'profile' | 'region' | 'url' | 'boolean' | 'environments' | 'minutes';

export interface SettingSpec {
  /** What its value must be; a list of words is one of them. */
  readonly kind: SettingKind;
  /** What it is for, as the end of a sentence. */
  readonly about: string;
  /** What holds where nobody says anything; the others have no value of their own. */
  readonly default?: unknown;
}

/** Every setting: the checks, the published schema and `config list` are made of this. */
export const SETTING_TABLE = {
  profile: { kind: 'profile', about: 'the AWS profile' },
  region: { kind: 'region', about: 'the AWS region; that of the profile where it is not set' },
  endpointUrl: {
    kind: 'url',
    about: 'another endpoint of all services; AWS_ENDPOINT_URL_<SERVICE> beats it for one of them',
  },
  ascii: {
    kind: 'boolean',
    about: 'no characters beyond ASCII in tables and on the console, as where the locale has no others',
    default: false,
  },
  readOnly: { kind: 'boolean', about: 'refuse everything that would change something', default: false },
  color: { kind: ['auto', 'always', 'never'], about: 'when to write in colour', default: 'auto' },
  protected: {
    kind: 'environments',
    about: 'where a change needs a reason and more than a yes; all globs of an environment must match',
    default: [],
  },
  auditRequired: { kind: 'boolean', about: 'make no change that cannot be written to the audit log', default: false },
  unlockMinutes: { kind: 'minutes', about: 'for how long the console unlocks a protected environment', default: 15 },
} as const satisfies Readonly<Record<keyof Settings, SettingSpec>>;

export const SETTING_KEYS = Object.keys(SETTING_TABLE) as (keyof Settings)[];

/** The members of an environment; but for its name each is a glob. */
export const ENVIRONMENT_TABLE = {
  name: 'what the operator types to unlock it; several of one name are one environment',
  account: 'a glob of account ids',
  region: 'a glob of regions',
  pipeline: 'a glob of names of pipelines',
} as const;

export const MOST_MINUTES = 24 * 60;

/** Why a value does not do for a key, as the end of a sentence; undefined when it does. */
export function settingProblem(key: keyof Settings, value: unknown): string | undefined {
  const kind: SettingKind = SETTING_TABLE[key].kind;
  if (kind === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (kind === 'environments') return environmentsProblem(value);
  if (kind === 'minutes') return minutesProblem(value);
  if (typeof kind !== 'string') return kind.includes(value as string) ? undefined : `must be one of ${kind.join(', ')}`;
  if (typeof value !== 'string' || value === '') return 'must be a text';
  if (kind === 'profile')
    return value.includes(',') ? 'must be one profile: several are given with --profile' : undefined;
  if (kind === 'region') return regionProblem(value);
  return kind === 'url' ? urlProblem(value) : undefined;
}

function minutesProblem(value: unknown): string | undefined {
  const does = Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_MINUTES;
  return does ? undefined : `must be a whole number of minutes from 1 to ${MOST_MINUTES}`;
}

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
  const known = Object.keys(ENVIRONMENT_TABLE);
  for (const [key, value] of Object.entries(environment)) {
    if (!known.includes(key)) return `has an unknown key ${key}; known are ${known.join(', ')}`;
    if (typeof value !== 'string' || value === '') return `${key} must be a text`;
  }
  return 'name' in environment ? undefined : 'needs a name';
}
