import { readOnlyVariable } from './read-only.ts';
import { SETTING_KEYS, SETTING_TABLE, type SettingSpec } from './setting-table.ts';
import type { Settings } from './settings.ts';

/** Somebody who says what a setting is. */
export interface SettingSource {
  readonly from: 'flag' | 'environment' | 'file' | 'default';
  /** The flag, the variable or the file. */
  readonly name: string | null;
  readonly value: unknown;
}

export interface SettingInputs {
  /** What the flags say, by the keys that they set. */
  readonly flags: Partial<Readonly<Record<keyof Settings, unknown>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: string;
  readonly settings: Settings;
  /** Profile, region and endpoint of the bundled engine are what the flags say alone. */
  readonly mock: boolean;
}

const FLAGS: Partial<Readonly<Record<keyof Settings, string>>> = {
  profile: '--profile',
  region: '--region',
  endpointUrl: '--endpoint-url',
  ascii: '--ascii',
  readOnly: '--read-only',
  color: '--color',
};

/** Variables whose value is that of the setting, the stronger first. */
const VARIABLES: Partial<Readonly<Record<keyof Settings, readonly string[]>>> = {
  profile: ['AWS_PROFILE'],
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  endpointUrl: ['AWS_ENDPOINT_URL'],
};

/** Of every setting who says what it is, in the order in which they count: the first one holds. */
export function settingSources(inputs: SettingInputs): Readonly<Record<keyof Settings, readonly SettingSource[]>> {
  const all = SETTING_KEYS.map((key) => [key, sourcesOf(key, inputs)] as const);
  return Object.fromEntries(all) as Record<keyof Settings, readonly SettingSource[]>;
}

function sourcesOf(key: keyof Settings, inputs: SettingInputs): readonly SettingSource[] {
  const { flags, file, settings } = inputs;
  const counts = isHeard(key, inputs);
  const spec: SettingSpec = SETTING_TABLE[key];
  const sources: SettingSource[] = [
    { from: 'flag', name: FLAGS[key] ?? null, value: flags[key] },
    ...(counts ? fromEnvironment(key, inputs) : []),
    { from: 'file', name: file, value: counts ? settings[key] : undefined },
    { from: 'default', name: null, value: spec.default },
  ];
  const said = sources.filter(({ value }) => value !== undefined);
  // Whoever wants a session read-only has it so: nobody can take that back.
  return key === 'readOnly' ? said.toSorted((a, b) => Number(b.value === true) - Number(a.value === true)) : said;
}

/** Whether anything but a flag counts: not for whom a mock in this process is, nor for endpoints where AWS's variable says so. */
function isHeard(key: keyof Settings, { env, mock }: SettingInputs): boolean {
  if (key === 'endpointUrl' && env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return false;
  return !mock || VARIABLES[key] === undefined;
}

function fromEnvironment(key: keyof Settings, { env }: SettingInputs): SettingSource[] {
  const source = (name: string, value: unknown): SettingSource => ({ from: 'environment', name, value });
  if (key === 'readOnly') return [source('SIGNALBOX_READ_ONLY', readOnlyVariable(env))];
  if (key === 'color') {
    return [...(env.NO_COLOR ? ['NO_COLOR'] : []), ...(env.TERM === 'dumb' ? ['TERM'] : [])].map((name) =>
      source(name, 'never'),
    );
  }
  return (VARIABLES[key] ?? []).map((name) => source(name, env[name] || undefined));
}
