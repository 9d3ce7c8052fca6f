import { beforeAll, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.ts';
import { begin, COMMIT, rigWithGates, run } from './support/cli-rig.ts';

describe('--query', () => {
  let rig: Rig;
  const query = (expression: string, ...argv: string[]) => run(rig, [...argv, '--query', expression]);

  beforeAll(async () => {
    rig = await rigWithGates(['payments', 'storefront']);
  });

  it('sees the whole document, in JSON and YAML', async () => {
    const json = await query('{kind: source.kind, names: pipelines[].name}', 'pipelines', '--output', 'json');
    expect(JSON.parse(json.out)).toEqual({ kind: 'mock', names: ['payments', 'storefront'] });
    const yaml = await query('pipelines[0].revision.id', 'pipelines', '--output', 'yaml');
    expect([yaml.code, yaml.out]).toEqual([0, `${COMMIT}\n`]);
  });

  it.each([
    ['pipelines[].name', 'payments\tstorefront\n'],
    ['pipelines[].[name, health]', 'payments\tWaiting\nstorefront\tWaiting\n'],
    ['pipelines[0].name', 'payments\n'],
    ['length(pipelines)', '2\n'],
    ['pipelines[?name==`storefront`] | [0].waiting[0].deadline', 'null\n'],
    ['pipelines[0].revision.{id: id}', `{\n  "id": "${COMMIT}"\n}\n`],
    ['constructor', 'null\n'],
    ["'a\tb'", 'a\\u0009b\n'],
  ])('prints %s as text for a shell', async (expression, expected) => {
    expect(await query(expression, 'pipelines')).toEqual({ code: 0, out: expected, err: '' });
  });

  it('prints the same without a command, where there is a terminal too', async () => {
    const ran = await run(rig, ['--query', 'length(pipelines)'], { columns: 80, typed: '' });
    expect([ran.code, ran.out]).toEqual([0, '2\n']);
  });

  it('sees each line of ndjson', async () => {
    const items = await query('name', 'pipelines', '--output', 'ndjson');
    expect(items.out).toBe('"payments"\n"storefront"\n');
    const watching = begin(rig, ['watch', 'storefront', '--output', 'ndjson', '--query', '[type, exitCode]']);
    await watching.until(({ out }) => out.text.includes('["stage",null]'));
    watching.send('SIGINT');
    await rig.finish(watching.code);
    expect(watching.out.text).toMatch(/\["result",130\]\n$/);
  });

  it('waits for the whole of what is watched, as text', async () => {
    const watching = begin(rig, ['watch', 'storefront', '--query', 'result.[operation, status]', '--timeout', '10s']);
    expect(await rig.finish(watching.code)).toBe(124);
    expect(watching.out.text).toBe('watch\tInProgress\n');
  });

  it.each([
    ['pipelines[', 'parse error at column 11'],
    ['a.b c', 'parse error at column 4'],
    ['a ? b', 'unknown token "?" at column 2'],
    ['pipelines[].shout(@)', 'Unknown function: shout()'],
    ['length()', 'Expected at least 1 argument for function length(), received 0'],
    [' ', '--query needs a value'],
  ])('is a usage error where the expression is wrong, before anything is sent: %s', async (expression, message) => {
    const before = rig.sent.length;
    const { code, out, err } = await query(expression, 'approve', 'storefront', '--yes');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n./);
    expect(rig.sent.length).toBe(before);
  });

  it('takes names in quotes and literals for what they are', async () => {
    expect((await query('pipelines[?name==\'a(b)\']."c(d)"', 'pipelines')).out).toBe('\n');
  });

  it('is a usage error where a function does not take what stands there', async () => {
    const { code, out, err } = await query('sum(pipelines[].name)', 'pipelines', '--output', 'json');
    expect([code, out]).toEqual([2, 'null\n']);
    expect(err).toContain('--query: Invalid argument type for function sum()');
  });

  it('never takes a change for one that was not made', async () => {
    const argv = ['transition', 'enable', 'payments', 'Prod', '--yes', '--output', 'json'];
    const { code, out, err } = await query('sum(result.status)', ...argv);
    expect([code, out]).toEqual([0, 'null\n']);
    expect(err).toContain('--query: Invalid argument type');
  });

  it('lets the exit code of an error be, and asks the document of the error', async () => {
    const { code, out } = await query('errors[0].code', 'status', 'nothing', '--output', 'json');
    expect([code, out]).toEqual([5, '"PipelineNotFoundException"\n']);
  });

  it('is refused where there is no document', async () => {
    const { code, err } = await query('endpoint', 'mock', 'serve');
    expect([code, err]).toEqual([2, 'signalbox: mock serve prints no document that --query could see\n']);
  });
});
