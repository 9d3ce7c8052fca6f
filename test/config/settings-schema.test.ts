import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../scripts/settings-schema.ts';
import { SETTING_KEYS, SETTING_TABLE, settingProblem } from '../../src/config/setting-table.ts';

const VALUES: readonly unknown[] = [
  ...['ops', '', 'eu-west-1', 'EU', 'http://127.0.0.1:4566', 'HTTPS://x', 'ftp://x', 'auto', 'never'],
  ...[true, false, null, 0, 1, 15, 1440, 1441, 1.5, {}, []],
  ...[[{ name: 'production' }], [{ name: '' }], [{ pipeline: 'x' }], [{ name: 'a', stage: 'b' }], ['production']],
  [
    { name: 'a', account: '1*', region: 'eu-*', pipeline: '*' },
    { name: 'a', account: 5 },
  ],
];

describe('the published schema of the settings file', () => {
  const validate = new Ajv2020().compile(settingsSchema());

  it.each(SETTING_KEYS)('says of %s what the checks say', (key) => {
    for (const value of VALUES) {
      const isTaken = settingProblem(key, value) === undefined;
      expect([value, validate({ [key]: value })]).toEqual([value, isTaken]);
    }
    expect(VALUES.some((value) => settingProblem(key, value) === undefined)).toBe(true);
  });

  it('takes a file that names it, and no key that is not there', () => {
    expect(validate({ $schema: 'https://example.com', ascii: true })).toBe(true);
    expect(validate({ regoin: 'eu-west-1' })).toBe(false);
  });

  it('has defaults that would be taken', () => {
    for (const [key, spec] of Object.entries(SETTING_TABLE)) {
      if ('default' in spec) expect(settingProblem(key as keyof typeof SETTING_TABLE, spec.default)).toBeUndefined();
    }
  });
});
