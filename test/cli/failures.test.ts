import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Fault } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { begin, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('when something goes wrong', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront']);
  });

  it.each([
    ['credentials', 4],
    ['not-found', 5],
    ['unreachable', 6],
    ['stale', 7],
    ['refused-here', 8],
    ['refused-by-service', 9],
  ] as const)('a fault of kind %s is %i, with the error in the document', async (kind, exitCode) => {
    const connect = () => Promise.reject(new Fault({ kind, code: 'SomeError', message: 'it did not work' }));
    const { code, document, err } = await runJson(rig, ['pipelines'], { connect });
    expect([code, err]).toEqual([exitCode, 'signalbox: it did not work\n']);
    expect(document).toEqual({
      schema: 'signalbox/1',
      source: { kind: 'aws', endpoint: null, accounts: [], regions: [] },
      at: null,
      errors: [
        { code: 'SomeError', message: 'it did not work', account: null, region: null, pipeline: null, exitCode },
      ],
      pipelines: [],
    });
  });

  it.each([
    [['status', 'nope'], 5, 'nope'],
    [['approve', 'storefront', 'Gate/Approve', '--revision', 'fffffff', '--yes'], 7],
    [['retry', 'storefront', 'Prod', '--yes'], 7],
    [['transition', 'enable', 'storefront', 'Nope', '--yes'], 5],
    [['start', 'storefront'], 3],
    [['logs', 'storefront/Nope'], 5],
    [['watch', 'storefront', '--execution', 'abcdef'], 5],
  ])('%j tells account, region and pipeline in the document', async (argv, exitCode, pipeline = 'storefront') => {
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(exitCode);
    const [error] = document.errors;
    expect(error).toMatchObject({ account: '123456789012', region: 'eu-west-1', pipeline, exitCode });
  });

  it('a stream that cannot go on names the pipeline in its last line', async () => {
    const { out } = await run(rig, ['watch', 'nope', '--output', 'ndjson']);
    expect(JSON.parse(out)).toMatchObject({ type: 'result', pipeline: 'nope', exitCode: 5 });
  });

  it('names the region where there is one alone, of several that were asked none', async () => {
    const both = await rigWithGates([], { regions: ['eu-west-1', 'us-east-1'] });
    const { document } = await runJson(both, ['status', 'nope']);
    expect(document.errors).toMatchObject([{ account: '123456789012', region: null, pipeline: 'nope' }]);
    expect(document.errors[0].message).toContain('eu-west-1 or us-east-1');
  });

  it('says once, after a while, that the service throttles and answers nothing', async () => {
    const details = { code: 'ThrottlingException', message: 'throttled', retryable: true, throttled: true };
    rig.intercept = (operation) =>
      operation === 'GetCallerIdentity' ? undefined : new Fault({ kind: 'unreachable', ...details });
    const running = begin(rig, ['status', 'storefront', '--timeout', '15s']);
    expect(await rig.finish(running.code)).toBe(124);
    expect(running.err.text.match(/throttles/g)).toHaveLength(1);
    expect(running.err.text).toContain(
      'signalbox: eu-west-1 throttles all requests: asked again until it answers; --timeout ends that sooner\n',
    );
  });

  it('a mistake in the command line is an envelope as well where JSON was asked for', async () => {
    const { code, document } = await runJson(rig, ['frobnicate']);
    expect(code).toBe(2);
    expect(document).toMatchObject({ schema: 'signalbox/1', errors: [{ code: 'Usage', exitCode: 2 }] });
  });

  it('names the source by the flags while nothing is connected', async () => {
    const connect = () => Promise.reject(new Fault({ kind: 'unreachable', code: 'E', message: 'm' }));
    const { document } = await runJson(rig, ['status', 'web', '--endpoint-url', 'http://x', '--region', 'eu-west-1'], {
      connect,
    });
    expect(document.source).toEqual({ kind: 'endpoint', endpoint: 'http://x', accounts: [], regions: ['eu-west-1'] });
    expect(document.pipeline).toBeNull();
  });

  it('an unexpected exception is 70, with where its details are and without the arguments', async () => {
    const reports: string[] = [];
    const options = {
      connect: () => Promise.reject(new TypeError('x is not a function')),
      faultReport: async (text: string) => {
        reports.push(text);
        return '/state/signalbox/fault.log';
      },
    };
    const { code, err, out } = await run(rig, ['start', 'web', '--variable', 'TOKEN=secret', '--yes'], options);
    expect([code, out]).toEqual([70, '']);
    expect(err).toContain('the details are in /state/signalbox/fault.log');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(reports[0]).toContain('TypeError: x is not a function');
    expect(reports[0]).not.toContain('secret');
  });

  it.each([
    ['a glob for a name', ['status', 'store*'], /PIPELINE must be one name, not the pattern 'store\*'/],
    ['characters that no name has', ['watch', 'a/b c'], /PIPELINE must be a pipeline's name, not 'a\/b c'/],
    ['characters that no name has, with a stage', ['logs', 'a b/Build'], /not 'a b'/],
    [
      'a revision without a value',
      ['start', 'storefront', '--revision', 'Checkout='],
      /--revision gives Checkout no value/,
    ],
    ['an S3 key without a value', ['start', 'storefront', '--revision', 'Checkout=key:'], /gives Checkout no key/],
    ['a revision without a name', ['start', 'storefront', '--revision', 'X'], /--revision must be NAME=VALUE, not 'X'/],
    ['a variable without a value', ['start', 'storefront', '--variable', 'K='], /--variable gives K no value/],
    ['a variable without an equal sign', ['start', 'storefront', '--variable', 'K'], /--variable must be NAME=VALUE/],
  ])('%s is 2, and nothing is sent', async (_, argv, message) => {
    const connect = () => Promise.reject(new Error('connected'));
    const { code, err } = await run(rig, [...argv, '--yes'], { connect });
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('an unexpected exception is an envelope as well', async () => {
    const connect = () => Promise.reject(new TypeError('x is not a function'));
    const { code, document } = await runJson(rig, ['status', 'web', '--mock'], { connect });
    expect(code).toBe(70);
    expect(document).toMatchObject({
      source: { kind: 'mock' },
      errors: [{ code: 'InternalError', message: expect.stringContaining('/state/fault.log'), exitCode: 70 }],
      pipeline: null,
    });
  });

  it.each([
    [['frobnicate', '--mock'], { kind: 'mock', endpoint: null }],
    [['frobnicate', '--scenario=demo'], { kind: 'mock', endpoint: null }],
    [['status', '--endpoint-url', 'http://x'], { kind: 'endpoint', endpoint: 'http://x' }],
    [['status', '--frob'], { kind: 'aws', endpoint: null }],
  ])('names the source by the words of a line that cannot be understood: %j', async (argv, source) => {
    const { code, document } = await runJson(rig, argv);
    expect(code).toBe(2);
    expect(document.source).toMatchObject(source);
    const yaml = await run(rig, [...argv, '--output=yaml']);
    expect(parse(yaml.out)).toEqual(document);
  });

  it('says so when the details cannot be written', async () => {
    const options = {
      connect: () => Promise.reject(new Error('boom')),
      faultReport: () => Promise.reject(new Error('no space')),
    };
    expect(await run(rig, ['pipelines'], options)).toMatchObject({
      code: 70,
      err: 'signalbox: unexpected error: boom (a fault of signalbox; the details could not be written)\n',
    });
  });

  it('what a message quotes cannot steer the terminal', async () => {
    const { err } = await run(rig, ['a\u001b[2Jb\u202e']);
    expect(err).toContain('a\\u001b[2Jb\\u202e');
    expect(err).not.toMatch(/[\u001b\u202e]/);
  });

  it('--timeout is 124 for any command', async () => {
    const connect = () => new Promise<never>(() => {});
    const ran = await run(rig, ['pipelines', '--timeout', '2s'], { connect });
    expect(ran.code).toBe(124);
    expect(ran.err).toContain('--timeout ran out after 2 s');
  });

  it('Ctrl-C is 130 for any command, without a word', async () => {
    const running = begin(rig, ['pipelines'], { connect: () => new Promise<never>(() => {}) });
    running.send('SIGINT');
    expect(await rig.finish(running.code)).toBe(130);
    expect(running.out.text + running.err.text).toBe('');
  });

  it('Ctrl-C at a question is 130, and nothing is sent', async () => {
    const asked = begin(rig, ['transition', 'disable', 'storefront', 'Prod'], { typed: '', holdInput: true });
    await asked.until(({ err }) => err.text.includes('Reason:'));
    asked.send('SIGINT');
    expect(await rig.finish(asked.code)).toBe(130);
    expect(rig.sent).not.toContain('DisableStageTransition');
  });

  it('prints the same document as YAML', async () => {
    const json = await runJson(rig, ['status', 'storefront']);
    const yaml = await run(rig, ['status', 'storefront', '--output', 'yaml']);
    expect(parse(yaml.out)).toEqual(json.document);
  });

  it('ends quietly when nobody reads what it prints', async () => {
    const running = begin(rig, ['pipelines']);
    running.out.gone = true;
    expect(await rig.finish(running.code)).toBe(0);
    expect(running.err.text).toBe('');
  });

  it('keeps its own exit code when nobody reads the envelope of an error', async () => {
    const running = begin(rig, ['status', 'nope', '--output', 'json']);
    running.out.gone = true;
    expect(await rig.finish(running.code)).toBe(5);
  });

  it.each([['pipelines'], ['pipelines', '--output', 'json'], ['--help'], ['watch', 'storefront']])(
    'is 70 with one line when stdout cannot be written: %s %s',
    async (...argv) => {
      const running = begin(rig, argv.filter(Boolean));
      running.out.full = true;
      expect(await rig.finish(running.code)).toBe(70);
      expect(running.err.text).toBe('signalbox: stdout could not be written: write ENOSPC\n');
    },
  );

  it('a refusal keeps its exit code when stdout cannot be written', async () => {
    const running = begin(rig, ['status', 'nope', '--output', 'json']);
    running.out.full = true;
    expect(await rig.finish(running.code)).toBe(5);
    expect(running.err.text).toMatch(/no pipeline nope.*\n.*could not be written/);
  });
});
