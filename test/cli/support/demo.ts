import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import type { GlobalOptions } from '../../../src/cli/global-options.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { parseServeOptions } from '../../../src/engine/serve-options.ts';
import { connectSites } from '../../../src/live/connect.ts';
import { Live } from '../../../src/live/live.ts';
import type { Site } from '../../../src/live/site.ts';
import { allowedOperations } from '../../../src/policy/allowed-operations.ts';
import { Rig } from '../../support/rig.ts';
import { begin, type Ran, type Running, type RunOptions, run } from './cli-rig.ts';

const CHANGES = ['apply', 'approve', 'reject', 'start', 'stop', 'retry', 'rollback', 'override', 'transition'].concat([
  'freeze',
  'unfreeze',
]);

export const EXAMPLES = COMMANDS.flatMap(({ examples }) => examples.map(({ command }) => command));
const SCENARIOS = new Set(['demo', ...EXAMPLES.flatMap((command) => / --scenario (\S+)/.exec(command)?.[1] ?? [])]);

/** The words of a line as a shell reads them, without expansions. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}

/** Those that ask before they change something, as they stand. */
export const ASKING = EXAMPLES.filter(
  (command) => isChange(wordsOf(command).slice(1)) && !/ --(yes|dry-run)\b/.test(command),
);

/** A command that changes something. */
function isChange([first = '', second = '']: readonly string[]): boolean {
  return CHANGES.includes(first) || (first === 'deployment' && ['stop', 'continue'].includes(second));
}

/** Whether a command follows something until somebody ends it; any other is waited for, however long its files take to load. */
export function goesOn(command: string): boolean {
  return /^signalbox (watch|mock serve)\b| (-f|--follow|--watch)\b/.test(command);
}

/** The scenarios of the examples, and what stands for their ids and files. */
export class Demo {
  readonly #rig: Rig;
  readonly #home = mkdtempSync(join(tmpdir(), 'examples-'));
  readonly #sites = new Map<string, readonly Site[]>();
  #ids: Record<string, string> = {};

  private constructor(rig: Rig) {
    this.#rig = rig;
  }

  static async open(): Promise<Demo> {
    const demo = new Demo(await Rig.open());
    for (const scenario of SCENARIOS) demo.#sites.set(scenario, await demo.#sitesOf(scenario));
    demo.#ids = { ...demo.#files(await demo.#pipeline()), ...(await demo.#found()) };
    return demo;
  }

  close(): void {
    rmSync(this.#home, { recursive: true });
  }

  /**
   * Runs an example to its end; what goes on and on is interrupted after a while: it has been understood by then. What would
   * change something is only planned, unless it is `meant`.
   */
  async run(
    command: string,
    {
      flags = [],
      meant = false,
      prepare,
      ...options
    }: RunOptions & { flags?: readonly string[]; meant?: boolean; prepare?(running: Running): void } = {},
  ): Promise<Ran> {
    const line = Object.entries(this.#ids).reduce((text, [placeholder, id]) => text.replace(placeholder, id), command);
    const [program, ...argv] = wordsOf(line);
    if (program !== 'signalbox') throw new Error(`an example of ${program}`);
    const running = begin(this.#rig, [...argv, ...(isChange(argv) && !meant ? ['--dry-run'] : []), ...flags], {
      ...this.#options,
      ...options,
      env: { ...this.#options.env, ...options.env },
    });
    prepare?.(running);
    if (goesOn(command)) await this.#interrupt(running);
    const code = await this.#rig.finish(running.code);
    return { code, out: running.out.text, err: running.err.text };
  }

  async #interrupt(running: Running): Promise<void> {
    let isOver = false;
    void running.code.then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 50 && !isOver; turn += 1) await this.#rig.timing.advance(100);
    if (!isOver) running.send('SIGINT');
  }

  get #options() {
    const rig = this.#rig;
    return {
      connect: async ({ scenario = 'demo' }: GlobalOptions) => {
        const live = new Live(this.#sites.get(scenario) ?? [], rig.timing);
        return { live, operations: { live, newToken: () => 'token', ...rig.policy } };
      },
      env: { HOME: this.#home },
      mock: {
        parseServeOptions: async (flags: Readonly<Record<string, string>>) => parseServeOptions(flags),
        serve: async () => ({ endpoint: 'http://127.0.0.1:1', scenario: 'demo', clock: 'real', close: async () => {} }),
        scenarios: async () => [{ name: 'demo', description: 'A shop' }],
      },
    };
  }

  async #sitesOf(scenario: string): Promise<readonly Site[]> {
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
    const { sites } = await connectSites({
      profiles: [],
      regions: [],
      endpoints: {},
      inProcess: { handle: (request) => engine.handle(request), place, scenario },
      allowed: allowedOperations({ readOnly: false }),
      monotonic: () => this.#rig.timing.monotonic(),
    });
    return sites;
  }

  async #json(...argv: string[]) {
    return JSON.parse((await run(this.#rig, argv, this.#options)).out);
  }

  async #pipeline(): Promise<object> {
    const { definition } = await this.#json('definition', 'storefront', '--output', 'json');
    return { ...definition.pipeline, artifactStore: { type: 'S3', location: 'other' } };
  }

  #files(pipeline: object): Record<string, string> {
    const files = {
      'pipeline.json': JSON.stringify(pipeline),
      'template.yaml': 'Resources: {}\n',
      'appspec.yml': 'version: 0.0\nos: linux\n',
      'buildspec.yml': 'version: 0.2\nphases: { build: { commands: make } }\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.#home, name), text);
    return Object.fromEntries(Object.keys(files).map((name) => [name, join(this.#home, name)]));
  }

  async #found(): Promise<Record<string, string>> {
    const { executionId, revisions } = await this.#json('approvals', 'storefront', '--output', 'ndjson');
    const { plan } = await this.#json('rollback', 'landing', 'Publish', '--dry-run', '--output', 'json');
    return {
      e1a2f0: executionId,
      c3b9d4: plan.facts[0].label,
      'd-1A2B3C4D5': await this.#newestDeployment('demo'),
      'd-9F8E7D6C5': await this.#newestDeployment('blue-green'),
      '77b0e1d': revisions[0].id,
      '$(git rev-parse HEAD)': revisions[0].id,
    };
  }

  /** In the demo it has ended, elsewhere it waits. */
  async #newestDeployment(scenario: string): Promise<string> {
    return (await this.#json('deployments', '--limit', '1', '--scenario', scenario, '--output', 'ndjson')).id;
  }
}
