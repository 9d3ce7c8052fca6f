import { settingsFile } from '../../config/paths.ts';
import { readSettings, SETTING_KEYS, SETTING_KINDS, type Settings, settingProblem } from '../../config/settings.ts';
import { usage } from '../../domain/fault.ts';
import type { CommandSpec, Invocation } from '../command.ts';

const KEY = { name: '<KEY>', description: `one of ${SETTING_KEYS.join(', ')}`, choices: SETTING_KEYS };

const common = { options: [], noun: 'config' } as const;

const fileOf = ({ host, global }: Invocation) => settingsFile(host.env, global.config);

/** A file that was named by the flag has to be there. */
const settingsOf = (invocation: Invocation) =>
  readSettings(fileOf(invocation), { mustExist: invocation.global.config !== undefined });

export const configPath: CommandSpec = {
  ...common,
  path: ['config', 'path'],
  summary: 'where the settings file is, or would be',
  arguments: [],
  examples: [{ command: 'signalbox config path', meaning: 'the file that config set writes' }],
  async run(invocation) {
    const file = fileOf(invocation);
    return { value: { file }, text: () => [file] };
  },
};

export const configList: CommandSpec = {
  ...common,
  path: ['config', 'list'],
  summary: 'what the settings file says',
  arguments: [],
  examples: [{ command: 'signalbox config list --output json', meaning: 'every key, null where nothing is set' }],
  async run(invocation) {
    const settings = settingsOf(invocation);
    const value = Object.fromEntries(SETTING_KEYS.map((key) => [key, settings[key] ?? null]));
    return { value, text: () => SETTING_KEYS.flatMap((key) => line(settings, key)) };
  },
};

export const configGet: CommandSpec = {
  ...common,
  path: ['config', 'get'],
  summary: 'the value of one setting; nothing when it is not set',
  arguments: [KEY],
  examples: [{ command: 'signalbox config get region', meaning: 'the region, if the file names one' }],
  async run(invocation) {
    const key = keyOf(invocation.words[0]);
    const value = settingsOf(invocation)[key];
    return { value: { [key]: value ?? null }, text: () => (value === undefined ? [] : [valueText(value)]) };
  },
};

export const configSet: CommandSpec = {
  ...common,
  path: ['config', 'set'],
  summary: 'writes one setting; without a value takes it out',
  arguments: [KEY, { name: '[VALUE]', description: 'what it is to be' }],
  examples: [{ command: 'signalbox config set region eu-west-1', meaning: 'the region where no flag names one' }],
  async run(invocation) {
    const [name, text] = invocation.words;
    const key = keyOf(name);
    const value = text === undefined ? undefined : parsedValue(key, text);
    const { writeSetting } = await import('../../config/write-settings.ts');
    writeSetting(fileOf(invocation), key, value);
    return { value: { [key]: value ?? null }, text: () => [] };
  },
};

function line(settings: Settings, key: keyof Settings): string[] {
  return settings[key] === undefined ? [] : [`${key}=${valueText(settings[key])}`];
}

/** As its kind is written: `true`, a list in JSON, or the text itself. */
function readValue(key: keyof Settings, text: string): unknown {
  const kind = SETTING_KINDS[key];
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (kind === 'minutes' && /^\d{1,9}$/.test(text)) return Number(text);
  if (kind !== 'environments') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw usage(`${key} takes a list in JSON, not '${text}'`);
  }
}

function valueText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function keyOf(name: string | undefined): keyof Settings {
  const key = SETTING_KEYS.find((candidate) => candidate === name);
  if (!key) throw usage(`there is no setting ${name}: it must be one of ${SETTING_KEYS.join(', ')}`);
  return key;
}

function parsedValue(key: keyof Settings, text: string): unknown {
  const value = readValue(key, text);
  const problem = settingProblem(key, value);
  if (problem) throw usage(`${key} ${problem}, not '${text}'`);
  return value;
}
