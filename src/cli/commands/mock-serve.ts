import { Fault, usage } from '../../domain/fault.ts';
import { shellWord } from '../../operations/command-line.ts';
import type { CommandSpec, Invocation, Outcome } from '../command.ts';
import type { MockServer } from '../host.ts';
import { Interrupted } from '../interrupted.ts';

/** Flags that mean the same to every command are parsed as global ones and handed on from there. */
export const mockServe: CommandSpec = {
  path: ['mock', 'serve'],
  summary: 'serve the bundled mock engine over HTTP: for the AWS CLI, any SDK, and signalbox --endpoint-url',
  note:
    'SDKs put "stream-" before the host of StartLiveTail, and no address is called so: set AWS_DISABLE_HOST_PREFIX_INJECTION=true for ' +
    'the AWS CLI and boto3, disableHostPrefix: true in JavaScript, or name the endpoint http://engine.localhost:PORT.',
  arguments: [],
  options: [
    { flags: '--port <N>', description: 'TCP port; 0 takes a free one (default 4599)' },
    { flags: '--host <ADDRESS>', description: 'address to listen at (default 127.0.0.1)' },
    { flags: '--allow-remote <KEYFILE>', description: 'needed for any address but loopback: who may call' },
    { flags: '--data <DIR>', description: 'keep every change in this folder, and go on from what it holds' },
    {
      flags: '--clock <MODE>',
      description: 'real, or manual: time stands still until a control call moves it',
      choices: ['real', 'manual'],
    },
    { flags: '--start-time <ISO>', description: "the engine's time at the start (default now)" },
    { flags: '--speed <X>', description: 'engine seconds in a real second (default 1)' },
    { flags: '--seed <N>', description: 'the same seed gives the same ids and events' },
    {
      flags: '--throttle <MODE>',
      description: 'aws: refuse as AWS does when asked too often; or off',
      choices: ['aws', 'off'],
    },
    { flags: '--account <ID>', description: 'account of callers whose access key names none (default 123456789012)' },
  ],
  examples: [
    { command: 'signalbox mock serve', meaning: 'the demo on port 4599' },
    { command: 'signalbox mock serve --scenario none --clock manual --port 0 --output json', meaning: 'for a test' },
    { command: 'signalbox --endpoint-url http://127.0.0.1:4599', meaning: 'the console on it, in another terminal' },
  ],
  ownsInterrupt: true,
  async run(invocation) {
    const server = await serve(invocation);
    const { host, flags, global, signal } = invocation;
    const ready =
      global.output === 'json' ? [readiness(server, host.pid)] : friendly(server, flags.text('allowRemote'));
    host.out.write(`${ready.join('\n')}\n`);
    await ended(signal);
    await server.close();
    return finish(signal.reason);
  },
};

async function serve({ flags, global, host }: Invocation): Promise<MockServer> {
  if (global.output !== 'text' && global.output !== 'json') throw usage('mock serve has the outputs text and json');
  if (global.endpointUrl !== undefined) throw usage('mock serve and --endpoint-url exclude each other');
  if (global.profiles.length > 0) throw usage('mock serve and --profile exclude each other');
  if (global.regions.length > 1) throw usage('mock serve takes one --region');
  const parsed = await host.mock.parseServeOptions({
    ...flags.texts(),
    output: global.output,
    ...(global.scenario === undefined ? {} : { scenario: global.scenario }),
    ...(global.regions[0] === undefined ? {} : { region: global.regions[0] }),
  });
  if ('error' in parsed) throw usage(parsed.error);
  try {
    return await host.mock.serve(parsed.options);
  } catch (error) {
    throw portFault(error) ?? error;
  }
}

/** A port that is taken, or may not be taken, is the machine's trouble and not a mistake in the command line. */
function portFault(error: unknown): Fault | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code || !['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(code)) return undefined;
  return new Fault({ kind: 'ended-otherwise', code, message });
}

/** The one line that tools wait for; its form is a contract. */
function readiness({ endpoint, scenario, clock }: MockServer, pid: number): string {
  return JSON.stringify({ endpoint, pid, scenario, clock });
}

/** How to reach it; with a key file only its keys will do. */
function friendly({ endpoint, scenario, clock }: MockServer, keyFile: string | undefined): string[] {
  const profile = keyFile === undefined ? '' : `AWS_SHARED_CREDENTIALS_FILE=${shellWord(keyFile)} `;
  const keys = profile || 'AWS_ACCESS_KEY_ID=mock AWS_SECRET_ACCESS_KEY=mock ';
  return [
    `The mock engine answers at ${endpoint} (scenario ${scenario}, ${clock} clock). Ctrl-C ends it.`,
    `  ${profile}signalbox --endpoint-url ${endpoint}`,
    `  ${keys}aws --region us-east-1 --endpoint-url ${endpoint} codepipeline list-pipelines`,
  ];
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Being told to end is the usual end of a server. */
function finish(reason: unknown): Outcome {
  if (!(reason instanceof Interrupted)) throw reason;
  return { silent: true, value: null, text: () => [], exitCode: 0 };
}
