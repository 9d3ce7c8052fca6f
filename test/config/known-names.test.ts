import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesFile, rememberNames } from '../../src/config/known-names.ts';
import type { NameList } from '../../src/domain/name-list.ts';

const stages = (within: string, ...names: string[]): NameList => ({ kind: 'stage', within, names });
const pipelines = (...names: string[]): NameList => ({ kind: 'pipeline', within: '', names });

describe('the names that shells complete', () => {
  let folder: string;
  let file: string;
  const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'names-'));
    file = join(folder, 'names', 'default@eu-west-1@aws');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are a file for each profile, region and service, whose name holds nothing that a path or a shell would read', () => {
    const of = { profile: undefined, region: 'eu-west-1', endpoint: undefined, scenario: undefined };
    expect(namesFile('/f', of)).toBe('/f/default@eu-west-1@aws');
    expect(namesFile('/f', { ...of, profile: '../a b$(x)' })).toBe('/f/.._a_b__x_@eu-west-1@aws');
    expect(namesFile('/f', { ...of, endpoint: 'http://127.0.0.1:4599/' })).toBe(
      '/f/default@eu-west-1@http___127.0.0.1_4599_',
    );
    expect(namesFile('/f', { ...of, scenario: 'demo' })).toBe('/f/default@eu-west-1@mock_demo');
  });

  it('are kept for their owner alone, written whole or not at all', () => {
    rememberNames(file, [pipelines('web')]);
    expect(lines()).toEqual(['pipeline\t\tweb']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'names'))).toHaveLength(1);
  });

  it('are not written again where nothing is new', () => {
    rememberNames(file, [pipelines('web')]);
    const { ino } = statSync(file);
    rememberNames(file, [pipelines('web')]);
    rememberNames(file, []);
    expect(statSync(file).ino).toBe(ino);
  });

  it('add up over several runs, and a whole list takes out what is no more, with what was within', () => {
    rememberNames(file, [pipelines('web', 'old'), stages('web', 'Source', 'Prod'), stages('old', 'Source')]);
    rememberNames(file, [{ ...pipelines('new'), isPart: true }]);
    rememberNames(file, [stages('web', 'Source', 'Live')]);
    expect(lines()).toContain('pipeline\t\tnew');
    rememberNames(file, [pipelines('web')]);
    expect(lines()).toEqual(['pipeline\t\tweb', 'stage\tweb\tSource', 'stage\tweb\tLive']);
  });

  it('hold no name that would be several lines, and no more than a shell reads at once', () => {
    rememberNames(file, [
      pipelines('a\tb', 'c\nd', 'good', ...Array.from({ length: 30_000 }, (_, index) => `p${index}`)),
    ]);
    expect(lines()[0]).toBe('pipeline\t\tgood');
    expect(lines()).toHaveLength(20_000);
  });

  it('trouble nobody where they cannot be kept', () => {
    writeFileSync(join(folder, 'names'), 'no folder');
    expect(() => rememberNames(file, [pipelines('web')])).not.toThrow();
  });
});
