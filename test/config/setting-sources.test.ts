import { describe, expect, it } from 'vitest';
import { serviceEndpoints } from '../../src/aws/endpoints.ts';
import { chosenRegions } from '../../src/config/chosen-regions.ts';
import { isColored } from '../../src/config/color.ts';
import { isReadOnly } from '../../src/config/read-only.ts';
import { type SettingInputs, settingSources } from '../../src/config/setting-sources.ts';
import { SETTING_KEYS } from '../../src/config/setting-table.ts';

const FILE = '/config.json';
const sources = (inputs: Partial<SettingInputs>) =>
  settingSources({ flags: {}, env: {}, file: FILE, settings: {}, mock: false, ...inputs });
const holding = (inputs: Partial<SettingInputs>, key: 'region' | 'readOnly' | 'color' | 'endpointUrl') =>
  sources(inputs)[key][0]?.value;

describe('who says what a setting is', () => {
  it('are the flag, the environment, the file and the default, in this order', () => {
    const said = sources({
      flags: { region: 'eu-west-1' },
      env: { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3', AWS_PROFILE: 'ops', NO_COLOR: '1' },
      settings: { region: 'us-east-1', color: 'always' },
    });
    expect(said.region).toEqual([
      { from: 'flag', name: '--region', value: 'eu-west-1' },
      { from: 'environment', name: 'AWS_REGION', value: 'eu-west-2' },
      { from: 'environment', name: 'AWS_DEFAULT_REGION', value: 'eu-west-3' },
      { from: 'file', name: FILE, value: 'us-east-1' },
    ]);
    expect(said.profile).toEqual([{ from: 'environment', name: 'AWS_PROFILE', value: 'ops' }]);
    expect(said.color.map(({ value }) => value)).toEqual(['never', 'always', 'auto']);
    expect(said.unlockMinutes).toEqual([{ from: 'default', name: null, value: 15 }]);
    expect(Object.keys(said)).toEqual([...SETTING_KEYS]);
  });

  it('is whoever wants read-only, where anybody does', () => {
    const inputs = { env: { SIGNALBOX_READ_ONLY: '0' }, settings: { readOnly: true } };
    expect(sources(inputs).readOnly.map(({ from }) => from)).toEqual(['file', 'environment', 'default']);
  });

  it('are the flags alone of the bundled engine', () => {
    const inputs = {
      env: { AWS_REGION: 'eu-west-2', AWS_ENDPOINT_URL: 'http://x' },
      settings: { profile: 'ops' },
      mock: true,
    };
    const { region, profile, endpointUrl } = sources(inputs);
    expect([region, profile, endpointUrl]).toEqual([[], [], []]);
  });

  // Every choice of who says something, and what the program then does.
  const flags = [undefined, 'flag'] as const;
  const variables = [undefined, 'variable'] as const;
  const settings = [undefined, 'setting'] as const;
  const cases = flags.flatMap((flag) =>
    variables.flatMap((variable) => settings.map((setting) => [flag, variable, setting] as const)),
  );
  it.each(cases)('is who is followed: %s, %s, %s', (flag, variable, setting) => {
    const region = (name: string | undefined) =>
      name && { flag: 'eu-a-1', variable: 'eu-b-2', setting: 'eu-c-3' }[name];
    const env = { AWS_REGION: region(variable), AWS_ENDPOINT_URL: variable && 'http://variable', NO_COLOR: variable };
    const inputs = {
      flags: {
        region: region(flag),
        color: flag && 'always',
        readOnly: flag && true,
        endpointUrl: flag && 'http://flag',
      },
      env: { ...env, SIGNALBOX_READ_ONLY: variable && '1' },
      settings: {
        region: region(setting),
        color: setting && ('always' as const),
        readOnly: setting && true,
        endpointUrl: setting && 'http://setting',
      },
    };
    const given = inputs.flags.region === undefined ? [] : [inputs.flags.region];
    expect([holding(inputs, 'region')]).toEqual([chosenRegions(given, inputs.env, inputs.settings)[0]]);
    const { color } = inputs.settings;
    const isOn = isColored({ flag: flag && 'always', env: inputs.env, setting: color, terminal: false });
    expect(holding(inputs, 'color') === 'always').toBe(isOn);
    const { readOnly } = inputs.settings;
    expect(holding(inputs, 'readOnly')).toBe(
      isReadOnly({ flag: flag !== undefined, env: inputs.env, setting: readOnly }),
    );
    const { endpointUrl } = inputs.settings;
    expect(holding(inputs, 'endpointUrl')).toBe(
      serviceEndpoints(inputs.env, inputs.flags.endpointUrl, endpointUrl).sts,
    );
  });
});
