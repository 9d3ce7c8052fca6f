import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { GlobalOptions } from '../../src/cli/global-options.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { parseServeOptions } from '../../src/engine/serve-options.ts';
import { connectSites } from '../../src/live/connect.ts';
import { Live } from '../../src/live/live.ts';
import type { Site } from '../../src/live/site.ts';
import { allowedOperations } from '../../src/policy/allowed-operations.ts';
import { Rig } from '../support/rig.ts';
import { begin, run } from './support/cli-rig.ts';

const CHANGES = [
  'apply',
  'approve',
  'reject',
  'start',
  'stop',
  'retry',
  'rollback',
  'override',
  'transition',
  'freeze',
  'unfreeze',
];

const EXAMPLES = COMMANDS.flatMap(({ examples }) => examples.map(({ command }) => command));
const SCENARIOS = new Set(['demo', ...EXAMPLES.flatMap((command) => / --scenario (\S+)/.exec(command)?.[1] ?? [])]);

/** The words of a line as a shell reads them, without expansions. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}

/** A command that changes something, which is then only planned. */
function isChange([first = '', second = '']: readonly string[]): boolean {
  return CHANGES.includes(first) || (first === 'deployment' && ['stop', 'continue'].includes(second));
}

describe('every example of the help can be run on the demo', () => {
  let rig: Rig;
  const sites = new Map<string, readonly Site[]>();
  let home: string;
  /** What stands for the ids and the files of the examples. */
  let ids: Record<string, string>;

  const options = () => ({
    connect: async ({ scenario = 'demo' }: GlobalOptions) => {
      const live = new Live(sites.get(scenario) ?? [], rig.timing);
      return { live, operations: { live, newToken: () => 'token', ...rig.policy } };
    },
    env: { HOME: home },
    mock: {
      parseServeOptions: async (flags: Readonly<Record<string, string>>) => parseServeOptions(flags),
      serve: async () => ({ endpoint: 'http://127.0.0.1:1', scenario: 'demo', clock: 'real', close: async () => {} }),
      scenarios: async () => [{ name: 'demo', description: 'A shop' }],
    },
  });

  async function sitesOf(scenario: string): Promise<readonly Site[]> {
    const engine = await createEngine({
      scenario,
      clock: 'manual',
      startTime: Date.parse('2026-11-20T12:00:00Z'),
      monotonic: () => 0,
      seed: 1,
      version: 'test',
      report: (error) => {
        throw error;
      },
    });
    const place = { partition: 'aws', account: engine.account, region: engine.options.region };
    const { sites: connected } = await connectSites({
      profiles: [],
      regions: [],
      endpoints: {},
      inProcess: { handle: (request) => engine.handle(request), place, scenario },
      allowed: allowedOperations({ readOnly: false }),
      monotonic: () => rig.timing.monotonic(),
    });
    return connected;
  }

  /** The newest deployment: in the demo it has ended, elsewhere it waits. */
  async function newestDeployment(scenario: string): Promise<string> {
    const argv = ['deployments', '--limit', '1', '--scenario', scenario, '--output', 'ndjson'];
    return JSON.parse((await run(rig, argv, options())).out).id;
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'examples-'));
    rig = await Rig.open();
    for (const scenario of SCENARIOS) sites.set(scenario, await sitesOf(scenario));
    const { out } = await run(rig, ['approvals', 'storefront', '--output', 'ndjson'], options());
    const { executionId, revisions } = JSON.parse(out);
    const files = ['pipeline.json', 'template.yaml', 'appspec.yml', 'buildspec.yml'];
    const { definition } = JSON.parse(
      (await run(rig, ['definition', 'storefront', '--output', 'json'], options())).out,
    );
    writeFileSync(
      join(home, 'pipeline.json'),
      JSON.stringify({ ...definition.pipeline, artifactStore: { type: 'S3', location: 'other' } }),
    );
    writeFileSync(join(home, 'template.yaml'), 'Resources: {}\n');
    writeFileSync(join(home, 'appspec.yml'), 'version: 0.0\nos: linux\n');
    writeFileSync(join(home, 'buildspec.yml'), 'version: 0.2\nphases: { build: { commands: make } }\n');
    const rollback = await run(rig, ['rollback', 'landing', 'Publish', '--dry-run', '--output', 'json'], options());
    const [older] = JSON.parse(rollback.out).plan.facts;
    ids = {
      ...Object.fromEntries(files.map((name) => [name, join(home, name)])),
      e1a2f0: executionId,
      c3b9d4: older.label,
      'd-1A2B3C4D5': await newestDeployment('demo'),
      'd-9F8E7D6C5': await newestDeployment('blue-green'),
      '77b0e1d': revisions[0].id,
      '$(git rev-parse HEAD)': revisions[0].id,
    };
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it.each(EXAMPLES)('%s', async (command) => {
    const line = Object.entries(ids).reduce((text, [placeholder, id]) => text.replace(placeholder, id), command);
    const [program, ...argv] = wordsOf(line);
    expect(program).toBe('signalbox');
    const running = begin(rig, isChange(argv) ? [...argv, '--dry-run'] : argv, options());
    let isOver = false;
    void running.code.then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 50 && !isOver; turn += 1) await rig.timing.advance(100);
    // What goes on and on has been understood by then.
    if (!isOver) running.send('SIGINT');
    const code = await rig.finish(running.code);
    expect(running.err.text).not.toMatch(/there is no|has no|must be|unknown/);
    expect([0, 130]).toContain(code);
  });
});
