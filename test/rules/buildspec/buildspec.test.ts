import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { isInline, readBuildspec } from '../../../src/rules/buildspec/buildspec.ts';

const read = (text: string) => readBuildspec(text, () => parseDocument);

describe('a buildspec', () => {
  it('4 is told from the place of one', () => {
    expect(['version: 0.2', '{"version":"0.2"}', '# mine\nversion: 0.2'].every(isInline)).toBe(true);
    expect(['buildspec.yml', 'ci/version.yml', 'arn:aws:s3:::bucket/buildspec.yml', ''].some(isInline)).toBe(false);
  });

  it('4 says what is run, set, exported and reported', () => {
    expect(
      read(`version: 0.2
env:
  variables: { DEBUG: true, LEVEL: 2 }
  parameter-store: { KEY: /web/key }
  exported-variables: [LEVEL]
phases:
  install: { runtime-versions: { nodejs: 22 }, commands: npm ci }
  pre_build:
  build: { commands: [make, make check], finally: [make clean] }
reports:
  unit: { files: '*.xml' }
  lines: { files: lcov.xml, file-format: COBERTURAXML }
  none:
`),
    ).toEqual({
      spec: {
        commands: { install: ['npm ci'], build: ['make', 'make check', 'make clean'] },
        variables: { DEBUG: 'true', LEVEL: '2' },
        secrets: ['KEY'],
        exported: ['LEVEL'],
        reports: ['unit', 'none'],
        coverageReports: ['lines'],
      },
    });
  });

  it.each([
    ['phases: {}', 'version is required'],
    ['version: 3', 'version 3 is not supported'],
    ['version: 0.2\nphases: { deploy: {} }', 'unknown phase: deploy'],
    ['version: 0.2\nphases: []', 'phases must be a map, found a list'],
    [
      'version: 0.2\nphases: { build: { commands: [{ a: 1 }] } }',
      'phases.build.commands[0] must be a string, found a map',
    ],
    ['version: 0.2\nreports: { unit: 1 }', 'reports.unit must be a map, found 1'],
    ['version: 0.2\nenv: { variables: { A: [1] } }', 'env.variables.A must be a string, found a list'],
    ['just a text: [', 'Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['- 1\n- 2', 'the buildspec must be a map, found a list'],
    ['', 'the buildspec must be a map, found nothing'],
  ])('4 %j is none', (text, problem) => {
    expect(read(text).problem).toContain(problem);
  });

  it('4 aliases that grow beyond all bounds are a problem like any other', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}1]`);
    expect(read(`version: 0.2\nl0: &l0 [1]\n${levels.join('\n')}`).problem).toBeTypeOf('string');
  });

  it('4 whatever the text, it is read or has a problem', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `version: 0.2\nphases: ${json}\nenv: ${json}`),
    );
    fc.assert(
      fc.property(text, (given) => {
        const { spec, problem } = read(given);
        expect((spec === undefined) !== (problem === undefined)).toBe(true);
      }),
    );
  });
});

describe('the batch of a buildspec', () => {
  const batch = (text: string) => read(`version: 0.2\nbatch:\n${text}`);
  const plain = { dependsOn: [], ignoreFailure: false, variables: {} };

  it('4 is a list of builds, each with what is its own', () => {
    const { spec } = batch(`  fast-fail: true
  build-list:
    - identifier: lint
      ignore-failure: true
      buildspec: lint.yml
    - { identifier: big, env: { compute-type: BUILD_GENERAL1_LARGE, image: i, variables: { LEVEL: 2 } } }
`);
    expect(spec?.batch).toEqual({
      fastFail: true,
      builds: [
        { ...plain, identifier: 'lint', ignoreFailure: true, buildspec: 'lint.yml' },
        { ...plain, identifier: 'big', variables: { LEVEL: '2' }, computeType: 'BUILD_GENERAL1_LARGE', image: 'i' },
      ],
    });
  });

  it('4 is a graph in which builds come after others', () => {
    const { spec } = batch('  build-graph: [{ identifier: b, depend-on: [a] }, { identifier: a }]');
    expect(spec?.batch?.builds).toEqual([
      { ...plain, identifier: 'b', dependsOn: ['a'] },
      { ...plain, identifier: 'a' },
    ]);
  });

  it('4 is a matrix, of which every combination is a build', () => {
    const { spec } = batch(`  build-matrix:
    static: { ignore-failure: true, env: { image: i, variables: { A: 1, B: 0 } } }
    dynamic: { env: { compute-type: [small, large], variables: { B: [1, 2], C: x } } }
`);
    expect(
      spec?.batch?.builds.map(({ identifier, computeType, variables }) => [identifier, computeType, variables]),
    ).toEqual([
      ['build1', 'small', { A: '1', B: '1', C: 'x' }],
      ['build2', 'large', { A: '1', B: '1', C: 'x' }],
      ['build3', 'small', { A: '1', B: '2', C: 'x' }],
      ['build4', 'large', { A: '1', B: '2', C: 'x' }],
    ]);
    expect(spec?.batch?.builds.every(({ ignoreFailure, image }) => ignoreFailure && image === 'i')).toBe(true);
  });

  it.each([
    ['  fast-fail: true', 'batch must have one of build-list, build-graph, build-matrix'],
    ['  build-list: [{ identifier: a }]\n  build-matrix: {}', 'batch must have one of'],
    ['  build-list: []', 'batch.build-list has no builds'],
    [
      `  build-matrix: { dynamic: { env: { variables: { ${'ABCD'.replace(/./g, '$&: [1, 2, 3, 4, 5, 6], ')} } } } }`,
      'batch.build-matrix has more than 1000 builds',
    ],
    ['  build-list: [{ env: {} }]', 'batch.build-list[0].identifier is required'],
    ['  build-list: [a]', 'batch.build-list[0] must be a map, found "a"'],
    ['  build-list: [{ identifier: a }, { identifier: a }]', 'two builds of the same identifier'],
    ['  build-graph: [{ identifier: a, depend-on: b }]', 'a depends on b, which is none of its builds'],
    [
      '  build-graph: [{ identifier: a }, { identifier: b, depend-on: [a, c] }, { identifier: c, depend-on: [b] }]',
      'b depends on itself',
    ],
  ])('4 is none: %j', (text, problem) => {
    expect(batch(text).problem).toContain(problem);
  });
});
