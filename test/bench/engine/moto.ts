import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROLE } from './pipeline-document.ts';
import { WireClient } from './wire-client.ts';

const COMMAND = 'moto_server';
const GIVE_UP_MS = 60_000;

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'codepipeline.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** moto's server in a process of its own, with the role that its CodePipeline looks for. */
export class Moto {
  readonly endpoint: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, endpoint: string) {
    this.#child = child;
    this.endpoint = endpoint;
  }

  static isInstalled(): boolean {
    return spawnSync(COMMAND, ['--help'], { stdio: 'ignore' }).status === 0;
  }

  static async start(): Promise<Moto> {
    const port = await freePort();
    const child = spawn(COMMAND, ['-p', String(port)], { stdio: 'ignore' });
    const moto = new Moto(child, `http://127.0.0.1:${port}`);
    await moto.#createRole();
    return moto;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill();
    await ended;
  }

  /** The first call that is answered also tells that it is ready. */
  async #createRole(): Promise<void> {
    using client = new WireClient(this.endpoint);
    const started = performance.now();
    for (;;) {
      try {
        await client.iam({
          Action: 'CreateRole',
          Version: '2010-05-08',
          RoleName: ROLE,
          AssumeRolePolicyDocument: JSON.stringify(TRUST),
        });
        return;
      } catch (error) {
        if (performance.now() - started > GIVE_UP_MS) throw error;
        await sleep(100);
      }
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      server.close(() => resolve(port));
    });
  });
}
