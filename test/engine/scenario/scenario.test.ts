import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/engine/scenario/scenario.ts';
import { parseOffset } from '../../../src/engine/scenario/time.ts';
import { smallPipeline } from '../support/requests.ts';
import { MISTAKES, PIPELINE } from './mistakes.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-scenario-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mistakeIn(text: string): string {
  try {
    parseScenario(text, 'my.yaml');
  } catch (error) {
    return `${(error as Error).name} ${(error as Error).message}`;
  }
  return 'no mistake';
}

describe('the times of a scenario', () => {
  it.each([
    ['-3d', -259_200_000],
    ['-2h30m', -9_000_000],
    ['90s', 90_000],
    ['+1.5m', 90_000],
  ])('%s is %i milliseconds', (text, milliseconds) => {
    expect(parseOffset(text)).toBe(milliseconds);
  });

  it.each(['', '3', '-', '3x', '3d-2h', 'd'])('%j is none', (text) => {
    expect(parseOffset(text)).toBeUndefined();
  });
});

describe('a scenario file', () => {
  it('expands the short form of a pipeline', () => {
    const { pipelines } = parseScenario(PIPELINE, 'my.yaml');
    expect(pipelines[0]!.declaration).toMatchObject({
      name: 'web',
      roleArn: expect.stringContaining(':role/'),
      artifactStore: { type: 'S3' },
      stages: [
        {
          actions: [
            {
              name: 'Checkout',
              actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
              outputArtifacts: [{ name: 'S' }],
            },
          ],
        },
        { actions: [{ actionTypeId: { category: 'Deploy', provider: 'S3' }, inputArtifacts: [{ name: 'S' }] }] },
      ],
    });
  });

  it('takes in definitions by relative path, bare or as get-pipeline prints them', () => {
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ pipeline: smallPipeline('a'), metadata: {} }));
    writeFileSync(join(folder, 'b.json'), JSON.stringify(smallPipeline('b')));
    const text = 'pipelines:\n  - definition: a.json\n  - definition: ./b.json\n    created: -2d\n';
    const { pipelines } = parseScenario(text, join(folder, 'my.yaml'));
    expect(pipelines.map(({ declaration }) => declaration.name)).toEqual(['a', 'b']);
    expect(pipelines[1]!.created).toBe(-2 * 86_400_000);
  });

  it('is plain data', () => {
    const scenario = parseScenario(`${PIPELINE}past:\n  - { at: -1h, push: web, commit: Fix }\n`, 'my.yaml');
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(JSON.parse(JSON.stringify(scenario)));
    expect(scenario.past[0]).toMatchObject({
      at: -3_600_000,
      step: { verb: 'push', pipelines: ['web'], commit: 'Fix' },
    });
  });

  it('an empty file is an empty scenario', () => {
    expect(parseScenario('{}', 'my.yaml')).toMatchObject({ pipelines: [], past: [], future: [], behaviors: [] });
  });

  it('a JSON file is the one pipeline that get-pipeline printed', () => {
    const { pipelines } = parseScenario(JSON.stringify({ pipeline: smallPipeline('web') }), 'web.json');
    expect(pipelines).toMatchObject([{ created: 0, declaration: { name: 'web' } }]);
  });

  it('the future repeats, and several pipelines may be named', () => {
    const { future } = parseScenario(
      'future:\n  - { every: 90s, push: [a, b] }\n  - { at: 5s, every: 1m, push: a }\n',
      'my.yaml',
    );
    expect(future).toMatchObject([
      { at: 90_000, every: 90_000, step: { pipelines: ['a', 'b'] } },
      { at: 5000, every: 60_000 },
    ]);
  });
});

describe('a mistake in a scenario is told with file, line and what was expected', () => {
  it.each(MISTAKES)('%s', (_what, text, message) => {
    expect(mistakeIn(text)).toContain(`ScenarioError `);
    expect(mistakeIn(text)).toContain(message);
    expect(mistakeIn(text)).not.toContain('\n');
  });

  it('a scenario in JSON, as one in YAML', () => {
    const text = '{\n  "description": "x",\n  "pipelines": [{ "name": "web" }]\n}';
    expect(() => parseScenario(text, 'x.json')).toThrow('x.json:3:17: pipelines[0].stages: is missing');
    expect(parseScenario('{ "alarms": [{ "name": "a", "state": "OK" }] }', 'x.json').alarms).toHaveLength(1);
  });

  it('a JSON file that is no pipeline', () => {
    expect(() => parseScenario('{"a":1}', 'x.json')).toThrow(
      'x.json: expected a pipeline as aws codepipeline get-pipeline',
    );
    expect(() => parseScenario('{', 'x.json')).toThrow('x.json: is not valid JSON');
  });
});
