import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsFile, stateFolder } from '../../src/config/paths.ts';
import { readSettings } from '../../src/config/settings.ts';
import { writeSetting } from '../../src/config/write-settings.ts';

describe('settings', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
    file = join(folder, 'config.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are empty without a file', () => {
    expect(readSettings(file, { mustExist: false })).toEqual({});
  });

  it('must be there when somebody has named the file', () => {
    expect(() => readSettings(file, { mustExist: true })).toThrow(`there is no settings file ${file}`);
  });

  it('are written by key and read back as plain JSON', () => {
    writeSetting(file, 'region', 'eu-west-1');
    writeSetting(file, 'ascii', true);
    writeSetting(file, 'region', undefined);
    expect(readSettings(file, { mustExist: false })).toEqual({ ascii: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ascii: true });
  });

  it.each([
    ['{', /config\.json:1:2 is not JSON: expected a name in double quotes or '}'$/],
    ['{\n  "ascii": yes\n}', /config\.json:2:12 is not JSON: expected a value$/],
    ['{"ascii":true,}', /config\.json:1:15 is not JSON: expected a name in double quotes$/],
    ['{"toString":"x"}', /unknown key toString/],
    ['{"$schema":1}', /\$schema must be a text/],
    ['{"unlockMinutes":1.5}', /unlockMinutes must be a whole number of minutes from 1 to 1440/],
    ['{"protected":[{"name":"a"},{"pipeline":"x"}]}', /protected \[1\] needs a name/],
    ['[]', /must hold a JSON object/],
    ['{"regoin":"x"}', /unknown key regoin; known are profile, region/],
    ['{"ascii":"yes"}', /ascii must be true or false/],
    ['{"color":"blue"}', /color must be one of auto, always, never/],
    ['{"region":""}', /region must be a text/],
    ['{"region":"U S"}', /region must be a region such as eu-west-1/],
    ['{"endpointUrl":"nonsense"}', /endpointUrl must be an http or https URL/],
  ])('that are broken are answered with file, key and reason: %s', (text, reason) => {
    writeFileSync(file, text);
    expect(() => readSettings(file, { mustExist: false })).toThrow(reason);
    expect(() => readSettings(file, { mustExist: false })).toThrow(file);
  });

  it('may name their schema for editors, which stays when something is set', () => {
    const $schema = 'https://example.com/config.schema.json';
    writeFileSync(file, JSON.stringify({ $schema, ascii: true }));
    expect(readSettings(file, { mustExist: true })).toEqual({ ascii: true });
    writeSetting(file, 'region', 'eu-west-1');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ $schema, ascii: true, region: 'eu-west-1' });
  });

  it('that are broken are not overwritten', () => {
    writeFileSync(file, '{"regoin":"x"}');
    expect(() => writeSetting(file, 'ascii', true)).toThrow(/regoin/);
    expect(readFileSync(file, 'utf8')).toBe('{"regoin":"x"}');
  });

  it('says that a file cannot be written', () => {
    expect(() => writeSetting('/proc/signalbox/config.json', 'region', 'eu-west-1')).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining('cannot be written') }),
    );
  });

  it('are found by flag, by variable, by XDG, and under the home folder', () => {
    expect(settingsFile({ HOME: '/h', SIGNALBOX_CONFIG: '/e.json' }, '/f.json')).toBe('/f.json');
    expect(settingsFile({ HOME: '/h', SIGNALBOX_CONFIG: '/e.json' })).toBe('/e.json');
    expect(settingsFile({ HOME: '/h', XDG_CONFIG_HOME: '/x' })).toBe('/x/signalbox/config.json');
    expect(settingsFile({ HOME: '/h', XDG_CONFIG_HOME: 'relative' })).toBe('/h/.config/signalbox/config.json');
    expect(stateFolder({ HOME: '/h' })).toBe('/h/.local/state/signalbox');
  });
});
