import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Rig } from '../support/rig.ts';
import { COMMIT, connectionOf, rigWithGates, run, runJson } from './support/cli-rig.ts';

describe('signalbox pipelines', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await rigWithGates(['storefront', 'payments']);
  });

  it('prints the envelope and every documented member of a pipeline', async () => {
    const { code, document } = await runJson(rig, ['pipelines', 'store*']);
    expect(code).toBe(0);
    expect(Object.keys(document)).toEqual(['schema', 'source', 'at', 'errors', 'pipelines']);
    expect(document).toMatchObject({
      schema: 'signalbox/1',
      source: { kind: 'mock', endpoint: null, accounts: ['123456789012'], regions: ['eu-west-1'] },
      at: '2026-11-20T12:00:20.000Z',
      errors: [],
    });
    const revision = { action: 'Checkout', id: COMMIT, summary: 'Blue header' };
    expect(document.pipelines).toHaveLength(1);
    const [{ stages, ...row }] = document.pipelines;
    expect(row).toEqual({
      name: 'storefront',
      account: '123456789012',
      region: 'eu-west-1',
      type: 'V1',
      executionMode: 'SUPERSEDED',
      health: 'Waiting',
      revision: { ...revision, url: row.revision.url },
      revisions: [{ ...revision, url: row.revision.url }],
      waiting: [
        { kind: 'queue', stage: 'Gate', action: null, since: null, deadline: null },
        { kind: 'approval', stage: 'Gate', action: 'Approve', since: expect.stringMatching(/Z$/), deadline: null },
      ],
      updatedAt: '2026-11-20T12:00:06.000Z',
    });
    expect(stages.map(({ name }: { name: string }) => name)).toEqual(['Source', 'Gate', 'Prod']);
    expect(stages[2]).toEqual({
      name: 'Prod',
      status: null,
      executionId: null,
      revisionId: null,
      transition: { enabled: true, reason: null, by: null, at: null },
      inbound: [],
    });
    expect(stages[1].inbound).toEqual([{ executionId: expect.stringMatching(/^[0-9a-f-]{36}$/), revisionId: COMMIT }]);
  });

  it('updatedAt is the last activity, also of an older execution than the newest', async () => {
    rig.elapse(3600);
    await run(rig, ['reject', 'storefront', '--yes']);
    const { document } = await runJson(rig, ['pipelines', 'storefront']);
    expect(document.pipelines[0].updatedAt).toBe('2026-11-20T13:00:20.000Z');
  });

  it('a glob that matches nothing is an empty list and 0', async () => {
    const { code, document } = await runJson(rig, ['pipelines', 'nothing-*']);
    expect([code, document.pipelines]).toEqual([0, []]);
  });

  it('prints one object a line with ndjson, and nothing else', async () => {
    const { out } = await run(rig, ['pipelines', '--output', 'ndjson']);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(['payments', 'storefront']);
  });

  it('says MOCK and aligns its columns in text, without colour where stdout is no terminal', async () => {
    const { out } = await run(rig, ['pipelines']);
    const [source, , head, ...rows] = out.trimEnd().split('\n');
    expect(source).toBe('MOCK none');
    expect(out).not.toContain('\u001b');
    for (const row of rows) expect(row.indexOf('77b0e1d')).toBe(head?.indexOf('REVISION'));
  });

  it('in a pipe one long text moves its own row alone, is not cut, and columns stay two blanks apart', async () => {
    const long = `A message ${'that is much too long '.repeat(9)}`.trim();
    rig.push('payments', 'Checkout', 'a'.repeat(40), long);
    rig.elapse(5);
    const { out } = await run(rig, ['pipelines']);
    const [, , head = '', payments = '', storefront = ''] = out.split('\n');
    expect(payments).toContain(`aaaaaaa ${long}  approval`);
    expect(storefront.length).toBeLessThan(120);
    expect(storefront.indexOf('approval')).toBe(head.indexOf('WAITS'));
    expect(storefront.split(/ {2,}/)).toHaveLength(head.split(/ {2,}/).length);
    expect(payments.split(/ {2,}/)).toHaveLength(head.split(/ {2,}/).length);
  });

  it('fits a terminal, in colour; NO_COLOR, a dumb terminal and --color never are without', async () => {
    rig.push('payments', 'Checkout', 'a'.repeat(40), 'A message that is much too long for a narrow terminal');
    rig.elapse(5);
    const { out } = await run(rig, ['pipelines'], { columns: 60 });
    expect(out).toContain('\u001b[33m');
    const plain = out.replaceAll(/\u001b\[[\d;]*m/g, '').split('\n');
    expect(Math.max(...plain.map((line) => line.length))).toBeLessThanOrEqual(60);
    for (const [argv, env] of [
      [[], { NO_COLOR: '1' }],
      [[], { TERM: 'dumb' }],
      [['--color', 'never'], {}],
    ] as const) {
      const ran = await run(rig, ['pipelines', ...argv], { columns: 60, env });
      expect(ran.out).not.toContain('\u001b');
    }
    expect((await run(rig, ['pipelines', '--color', 'always'])).out).toContain('\u001b[33m');
  });

  it('uses nothing but ASCII with --ascii', async () => {
    const { out } = await run(rig, ['pipelines', '--ascii']);
    expect(out).toMatch(/^[\n\x20-\x7e]*$/);
    expect(out).toContain('! waiting');
  });

  it('keeps what there is when a pipeline does not answer: its row is Unknown, its error stands in errors', async () => {
    rig.intercept = (operation) =>
      operation === 'GetPipelineState' && rig.sent.length > 1
        ? new Fault({ kind: 'credentials', code: 'AccessDeniedException', message: 'not allowed: it is missing' })
        : undefined;
    const { code, document, err } = await runJson(rig, ['pipelines']);
    const [denied] = document.errors;
    expect(code).toBe(4);
    expect(denied).toEqual({
      code: 'AccessDeniedException',
      message: 'not allowed: it is missing',
      account: '123456789012',
      region: 'eu-west-1',
      pipeline: denied.pipeline,
      exitCode: 4,
    });
    const row = document.pipelines.find(({ name }: { name: string }) => name === denied.pipeline);
    expect(row).toMatchObject({ health: 'Unknown', revision: null, stages: [], type: 'V1' });
    expect(err).toContain(`${denied.pipeline} 123456789012 eu-west-1: not allowed`);
  });

  it('an error that leaves nothing is the empty envelope, and one line on stderr', async () => {
    rig.intercept = () => new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });
    const { code, document, err } = await runJson(rig, ['pipelines']);
    expect(code).toBe(4);
    expect(document).toMatchObject({ pipelines: [], errors: [{ code: 'ExpiredToken', exitCode: 4 }] });
    expect(err).toBe('signalbox: expired\n');
  });

  it('a place that could not be connected to is an error beside the others', async () => {
    const fault = new Fault({ kind: 'credentials', code: 'ExpiredToken', message: 'expired' });
    const connect = async () => ({ ...connectionOf(rig), unreachable: [fault.at({ region: 'us-east-1' })] });
    const { code, document } = await runJson(rig, ['pipelines'], { connect });
    expect(code).toBe(4);
    expect(document.errors).toMatchObject([{ code: 'ExpiredToken', account: null, region: 'us-east-1' }]);
    expect(document.pipelines).toHaveLength(2);
  });
});

describe('signalbox without a command', () => {
  it('opens the console on a terminal with the global options', async () => {
    const rig = await rigWithGates([]);
    const opened: unknown[] = [];
    const openConsole = async (options: unknown) => {
      opened.push(options);
      return 129;
    };
    const { code } = await run(rig, ['--mock', '--ascii'], { typed: '', columns: 80, openConsole });
    expect(code).toBe(129);
    expect(opened).toMatchObject([{ mock: true, ascii: true }]);
  });

  it.each([
    ['stdout is no terminal', { typed: '' }],
    ['stdin is no terminal', { columns: 80 }],
    ['the terminal is a dumb one', { typed: '', columns: 80, env: { TERM: 'dumb' } }],
  ])('prints the pipelines and a hint where %s', async (why, options) => {
    const rig = await rigWithGates(['storefront']);
    const { code, out, err } = await run(rig, [], options);
    expect(code).toBe(0);
    expect(out).toContain('storefront');
    expect(err).toContain(why);
  });
});
