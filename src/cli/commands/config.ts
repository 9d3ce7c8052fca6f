import { settingsFile } from '../../config/paths.ts';
import { SETTING_KEYS, SETTING_TABLE, type SettingKind, settingProblem } from '../../config/setting-table.ts';
import type { Settings } from '../../config/settings.ts';
import { withoutCredentials } from '../../domain/endpoint-url.ts';
import { usage } from '../../domain/fault.ts';
import { didYouMean } from '../../domain/nearest.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { settingsDocument } from '../documents/settings-document.ts';
import { settingsText, settingText } from '../render/settings-text.ts';
import { sourcesOf } from '../setting-sources.ts';

const KEY = { name: '<KEY>', description: `one of ${SETTING_KEYS.join(', ')}`, choices: SETTING_KEYS };

const common = { options: [], noun: 'config' } as const;

const fileOf = ({ host, global }: Invocation) => settingsFile(host.env, global.config);

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
  summary: 'every setting, and whether a flag, the environment, the settings file or nobody says what it is',
  arguments: [],
  examples: [
    { command: 'signalbox config list', meaning: 'what holds, and what it beats' },
    { command: 'signalbox config list --output json', meaning: 'every key, null where nothing is set' },
  ],
  async run(invocation) {
    const sources = sourcesOf(invocation);
    return { value: settingsDocument(sources, SETTING_KEYS), text: (sheet) => settingsText(sources, sheet) };
  },
};

export const configGet: CommandSpec = {
  ...common,
  path: ['config', 'get'],
  summary: 'the value of one setting; nothing when it is not set',
  arguments: [KEY],
  examples: [
    { command: 'signalbox config get region', meaning: 'the region, if a flag, the environment or the file names one' },
  ],
  async run(invocation) {
    const key = keyOf(invocation.words[0]);
    const sources = sourcesOf(invocation);
    const [holds] = sources[key];
    return { value: settingsDocument(sources, [key]), text: () => (holds ? [settingText(holds.value)] : []) };
  },
};

export const configSet: CommandSpec = {
  ...common,
  path: ['config', 'set'],
  summary: 'writes one setting; without a value takes it out',
  arguments: [KEY, { name: '[VALUE]', description: 'what it is to be' }],
  examples: [
    { command: 'signalbox config set region eu-west-1', meaning: 'the region where no flag names one' },
    {
      command: `signalbox config set protected '[{"name":"production","pipeline":"*-prod"}]'`,
      meaning: 'where a change needs --protected and --why',
    },
  ],
  async run(invocation) {
    const [name, text] = invocation.words;
    const key = keyOf(name);
    const value = text === undefined ? undefined : parsedValue(key, text);
    const { writeSetting } = await import('../../config/write-settings.ts');
    writeSetting(fileOf(invocation), key, value);
    return { value: { [key]: value ?? null }, text: () => [] };
  },
};

/** As its kind is written: `true`, `15`, a list in JSON, or the text itself. */
function readValue(key: keyof Settings, text: string): unknown {
  const kind: SettingKind = SETTING_TABLE[key].kind;
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (kind === 'minutes' && /^\d{1,9}$/.test(text)) return Number(text);
  if (kind !== 'environments') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw usage(`VALUE: ${key} takes a list in JSON, not '${text}'`);
  }
}

function keyOf(name = ''): keyof Settings {
  const key = SETTING_KEYS.find((candidate) => candidate === name);
  if (key) return key;
  throw usage(`KEY must be one of ${SETTING_KEYS.join(', ')}, not '${name}'${didYouMean(name, SETTING_KEYS)}`);
}

function parsedValue(key: keyof Settings, text: string): unknown {
  const value = readValue(key, text);
  const problem = settingProblem(key, value);
  if (problem) throw usage(`VALUE: ${key} ${problem}, not '${withoutCredentials(text)}'`);
  return value;
}
