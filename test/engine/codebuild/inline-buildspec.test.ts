import { describe, expect, it } from 'vitest';
import { Harness } from './harness.ts';

const SPEC = `version: 0.2
env:
  variables:
    STAGE: dev
    COUNT: 3
  secrets-manager:
    TOKEN: prod/token
  exported-variables: [STAGE, COUNT, REGION, TOKEN, AWS_KEY, MISSING]
phases:
  install:
    commands: pip install -r requirements.txt
  build:
    commands:
      - make
      - make check
    finally:
      - make clean
reports:
  unit:
    files: ['**/*']
`;

function built(buildspec: string, more: object = {}) {
  const harness = new Harness();
  harness.project('web', { source: { type: 'NO_SOURCE', buildspec }, ...more });
  const { id } = harness.start();
  harness.advance(10);
  return { harness, id };
}

describe('a buildspec that is given inline', () => {
  it('4 its commands are what the log tells', () => {
    const { harness, id } = built(SPEC);
    const commands = harness.lines(id).filter((line) => line.includes('Running command'));
    expect(commands.map((line) => line.replace('[Container] Running command ', ''))).toEqual([
      'pip install -r requirements.txt',
      'make',
      'make check',
      'make clean',
    ]);
    expect(harness.lines(id)).toContain('[Container] YAML location is /codebuild/readonly/buildspec.yml');
  });

  it('4 the log tells of every phase as CodeBuild does, also of one without commands', () => {
    const { harness, id } = built(SPEC);
    const folder = expect.stringMatching(/^\/codebuild\/output\/src\d{9}\/src$/);
    const lines = harness.lines(id).map((line) => line.replace('[Container] ', ''));
    expect(lines.slice(0, 11).map((line) => line.replace(/=.*/, '='))).toEqual([
      'Running on CodeBuild On-demand',
      'Waiting for agent ping',
      'Waiting for DOWNLOAD_SOURCE',
      'Phase is DOWNLOAD_SOURCE',
      'CODEBUILD_SRC_DIR=',
      'YAML location is /codebuild/readonly/buildspec.yml',
      'Processing environment variables',
      expect.stringMatching(/^Moving to directory /),
      'Registering with agent',
      'Phases found in YAML: 2',
      ' INSTALL: 1 commands',
    ]);
    expect(lines.find((line) => line.startsWith('CODEBUILD_SRC_DIR='))?.split('=')[1]).toEqual(folder);
    const at = lines.indexOf('Entering phase PRE_BUILD');
    expect(lines.slice(at + 1, at + 4)).toEqual([
      'Phase complete: PRE_BUILD State: SUCCEEDED',
      'Phase context status code:  Message: ',
      'Entering phase BUILD',
    ]);
  });

  it('4 a buildspec that is not there has no place in the log', () => {
    const harness = new Harness();
    harness.project('web');
    harness.behave({ match: {}, outcome: 'fail', build: { phase: 'DOWNLOAD_SOURCE' } });
    const { id } = harness.start();
    harness.advance(10);
    const folder = harness
      .lines(id)
      .find((line) => line.includes('CODEBUILD_SRC_DIR='))!
      .split('=')[1];
    expect(harness.context(id, 'DOWNLOAD_SOURCE').message).toBe(
      `stat ${folder}/buildspec.yml: no such file or directory`,
    );
    expect(harness.lines(id).filter((line) => line.includes('YAML location'))).toEqual([]);
  });

  it('4 the log tells of no artifacts where a project has none, and of none found where the upload fails', () => {
    const none = built(SPEC);
    expect(none.harness.lines(none.id)).not.toContain('[Container] Found 1 file(s)');
    const artifacts = { type: 'S3', location: 'bucket' };
    const found = built(SPEC, { artifacts });
    expect(found.harness.lines(found.id)).toContain('[Container] Found 1 file(s)');
    found.harness.behave({ match: {}, outcome: 'fail', build: { phase: 'UPLOAD_ARTIFACTS' } });
    const { id } = found.harness.start();
    found.harness.advance(10);
    const lines = found.harness.lines(id);
    expect(lines).toContain('[Container] Phase complete: UPLOAD_ARTIFACTS State: FAILED');
    expect(lines).not.toContain('[Container] Found 1 file(s)');
  });

  it('4 its variables are exported, but no secrets and nothing of AWS’s', () => {
    const environmentVariables = [
      { name: 'REGION', value: 'eu' },
      { name: 'AWS_KEY', value: 'k' },
    ];
    const environment = {
      type: 'LINUX_CONTAINER',
      image: 'i',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables,
    };
    const { harness, id } = built(SPEC, { environment });
    expect(harness.build(id).exportedEnvironmentVariables).toEqual([
      { name: 'STAGE', value: 'dev' },
      { name: 'COUNT', value: '3' },
      { name: 'REGION', value: 'eu' },
      { name: 'MISSING', value: '' },
    ]);
  });

  it('4 JSON is a buildspec too', () => {
    const { harness, id } = built(JSON.stringify({ version: '0.2', phases: { build: { commands: ['go test'] } } }));
    expect(harness.lines(id)).toContain('[Container] Running command go test');
  });

  it('4 one that cannot be read fails DOWNLOAD_SOURCE with YAML_FILE_ERROR, whatever a rule says', () => {
    const harness = new Harness();
    harness.project('web', {
      source: { type: 'NO_SOURCE', buildspec: 'version: 0.2\nphases:\n  deploy:\n    commands: [x]\n' },
    });
    harness.behave({ match: {}, outcome: 'succeed' });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.build(id).buildStatus).toBe('FAILED');
    expect(harness.context(id, 'DOWNLOAD_SOURCE')).toEqual({
      statusCode: 'YAML_FILE_ERROR',
      message: 'unknown phase: deploy',
    });
    expect(harness.phases(id)).not.toContain('INSTALL');
    const retried = harness.call('RetryBuild', { id }).build.id;
    harness.advance(10);
    expect(harness.context(retried, 'DOWNLOAD_SOURCE').statusCode).toBe('YAML_FILE_ERROR');
  });

  it('4 the command that fails is one of its own', () => {
    const harness = new Harness();
    harness.project('web', { source: { type: 'NO_SOURCE', buildspec: SPEC } });
    harness.behave({ match: {}, outcome: 'fail', build: { phase: 'INSTALL' }, logLines: ['out'] });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.context(id, 'INSTALL').message).toBe(
      'Error while executing command: pip install -r requirements.txt. Reason: exit status 1',
    );
    expect(harness.build(id).exportedEnvironmentVariables).toEqual([]);
  });

  it('4 an override is read in the place of the project’s, and a path is not read at all', () => {
    const harness = new Harness();
    harness.project();
    const { id } = harness.start('web', { buildspecOverride: SPEC });
    const other = harness.start('web', { buildspecOverride: 'ci/build.yml' });
    harness.advance(10);
    expect(harness.lines(id)).toContain('[Container] Running command make check');
    expect(harness.lines(other.id)).toContain('[Container] Running command npm test');
  });

  it('4 its report is named as it says', () => {
    const harness = new Harness();
    harness.project('web', { source: { type: 'NO_SOURCE', buildspec: SPEC } });
    harness.behave({ match: {}, testReport: { passed: 1, failed: 0 } });
    const { id } = harness.start();
    harness.advance(10);
    expect(harness.build(id).reportArns[0]).toContain(':report/web-unit:');
  });
});
