import { describe, expect, it } from 'vitest';
import { told } from './validated.ts';

describe('what is no JSON is told with its place', () => {
  it.each([
    ['{"name": "web",\n}', '1:15', 'the comma before } has to go'],
    ['{"name": "web"\n "roleArn": "r"}', '2:2', 'a comma or } is expected here, not "'],
    ["{'name': 1}", '1:2', 'a key in double quotes is expected here, not a single quote'],
    ['{\n  // mine\n}', '2:3', 'a key in double quotes is expected here, not a comment, which JSON does not have'],
    ['{"name" "web"}', '1:9', 'a colon is expected after the key "name", not "'],
    ['{"name": web}', '1:10', 'a value is expected here, not web'],
    ['{"name": True}', '1:10', 'a value is expected here, not True'],
    ['{"name": "w', '1:10', 'the string that begins here is never closed'],
    ['{"name": "w\n"}', '1:10', 'the string that begins here is not closed in its line'],
    ['{"name": "\\x"}', '1:11', 'the backslash begins no escape of JSON: a backslash itself is written twice'],
    ['{"stages": [1', '1:14', 'a comma or ] is expected here, not the end of the file'],
    ['{} {}', '1:4', 'the document ends before this, but { follows'],
    [`{"a":${'['.repeat(200)}`, '1:105', 'values are nested more than 100 deep'],
  ])('%j', (text, place, message) => {
    expect(told(text, 'pipeline.json')).toEqual([`${place} error syntax: ${message}`]);
  });
});

describe('what is no YAML is told with its place', () => {
  it.each([
    ['stages:\n\t- name: a', '2:1', 'Tabs are not allowed as indentation'],
    ['stages:\n  - name: a\n   actions: []', '3:1', 'Sequence item without - indicator'],
    ['name: web: 1', '1:7', 'Nested mappings are not allowed in compact mappings'],
    ['name: "web', '1:11', 'Missing closing "quote'],
    ['stages: [a', '1:11', 'Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['name: a\n---\nname: b', '2:1', 'a second document begins here: write a file for each'],
    ['name: *x', '1:7', 'the alias *x stands for nothing that ends before it'],
    ['stages: &s [*s]', '1:13', 'the alias *s stands for nothing that ends before it'],
    ['? [a]\n: 1', '1:3', 'a key has to be a text, not a map, a list or an alias'],
    ['['.repeat(200), '1:101', 'values are nested more than 100 deep'],
    ['- '.repeat(200), '1:201', 'values are nested more than 100 deep'],
    [
      Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      '101:',
      'values are nested more than 100 deep',
    ],
  ])('%j', (text, place, message) => {
    const findings = told(text, 'pipeline.yaml');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(`${place}`);
    expect(findings[0]).toContain(`error syntax: ${message}`);
  });

  it('aliases that grow beyond all bounds are told before they are unfolded', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}1]`);
    expect(told(`l0: &l0 [1]\n${levels.join('\n')}`, 'pipeline.yaml')[0]).toMatch(
      /^7:\d+ error syntax: there are more than 200000 values/,
    );
  });
});

describe('a key that is given twice', () => {
  it('is an error with its place', () => {
    expect(told('{"stages":[],\n"stages":[]}', 'p.json')).toContain(
      '2:1 error duplicate-key: the key "stages" is given twice in the same map: one of the two is lost',
    );
    expect(told('version: 0.2\nphases: {}\nphases: {}', 'buildspec.yml')[0]).toMatch(/^3:1 error duplicate-key/);
  });

  it('3.13 is a warning in an AppSpec file: the agent takes the last', () => {
    expect(told('version: 0.0\nos: linux\nos: windows', 'appspec.yml')).toEqual([
      '3:1 warning duplicate-key: the key "os" is given twice in the same map: one of the two is lost',
    ]);
  });
});

describe('what a file is', () => {
  it('is told by what it holds before its name', () => {
    expect(told('version: 0.0\nos: linux', 'buildspec.yml')).toEqual([]);
    expect(told('version: 0.2\nphases: { build: { commands: make } }', 'pipeline.yml')).toEqual([]);
  });

  it('that cannot be told is a finding that says what was expected', () => {
    expect(told('hello: world', 'notes.txt')).toEqual([
      '1:1 error unrecognised: notes.txt is none of what can be checked: a pipeline definition (with stages, or as get-pipeline prints it), a CloudFormation template, an AppSpec file or a buildspec is expected',
    ]);
    expect(told('', 'notes.txt')[0]).toContain('notes.txt is empty');
    expect(told('# nothing\n', 'pipeline.yaml')[0]).toContain('pipeline.yaml is empty');
  });

  it('that is no UTF-8 or too large is a finding', async () => {
    const { validateDocument } = await import('../../../src/rules/validation/validate-document.ts');
    const findings = (bytes: Uint8Array) => validateDocument(bytes, { name: 'p.json' }).findings;
    expect(findings(Uint8Array.of(0x7b, 0x0a, 0xff, 0x7d))).toMatchObject([{ line: 2, column: 1, rule: 'encoding' }]);
    expect(findings(new Uint8Array(1024 * 1024 + 1))).toMatchObject([{ rule: 'too-large' }]);
    expect(findings(new TextEncoder().encode('\ufeff{"stages": 1}'))).not.toMatchObject([{ rule: 'syntax' }]);
  });
});
