import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../package.json';
import { Credentials } from './aws/credentials.ts';
import { serviceEndpoints } from './aws/endpoints.ts';
import type { GlobalOptions } from './cli/global-options.ts';
import type { CliHost, Connection, MockHost } from './cli/host.ts';
import { runCli } from './cli/index.ts';
import { chosenRegions } from './config/chosen-regions.ts';
import { isColored } from './config/color.ts';
import { DebugLog, debugFile } from './config/debug-log.ts';
import { DefinitionFiles } from './config/definition-files.ts';
import { namesFile, rememberNames } from './config/known-names.ts';
import { auditFile, definitionsFolder, freezeFile, namesFolder, settingsFile, stateFolder } from './config/paths.ts';
import { isReadOnly } from './config/read-only.ts';
import { SETTING_TABLE } from './config/setting-table.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { Fault, usage } from './domain/fault.ts';
import type { Callers, ServeOptions } from './engine/index.ts';
import { makeFolder } from './files/make-folder.ts';

import { connectSites, type InProcessMock } from './live/connect.ts';
import { Live } from './live/live.ts';
import { runAfter } from './live/run-after.ts';
import type { Timing } from './live/timing.ts';
import { FreezeFile } from './operations/freeze-file.ts';
import { type FreezeMemory, PassingFreezeMemory } from './operations/freeze-memory.ts';
import { allowedOperations } from './policy/allowed-operations.ts';
import { AuditLog } from './policy/audit-log.ts';
import { Protection } from './policy/protection.ts';
import { unlockClock } from './policy/unlock-clock.ts';
import { speaksUnicode } from './text/locale.ts';

const { env } = process;

let debug: DebugLog | undefined;

const timing: Timing = {
  // Not performance.now(): the first touch of it loads a module of Node that nothing else here needs.
  monotonic: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1000 + nanoseconds / 1e6;
  },
  after: runAfter,
  random: () => Math.random(),
};

/** The engine is loaded only where it is asked for. */
const loadEngine = () => import('./engine/index.ts');

const engineSurroundings = { monotonic: timing.monotonic, version, report: reportEngineFault };

/** What cannot be served is told in a line, by whose fault it is. */
async function asFault<T>(run: () => Promise<T>): Promise<T> {
  const { DataFolderError, ScenarioError } = await loadEngine();
  try {
    return await run();
  } catch (error) {
    if (error instanceof ScenarioError) throw usage(error.message);
    if (!(error instanceof DataFolderError)) throw error;
    const { isUsage, message, name: code } = error;
    throw isUsage ? usage(message) : new Fault({ kind: 'ended-otherwise', code, message });
  }
}

async function startInProcess(options: GlobalOptions): Promise<InProcessMock> {
  const [region] = options.regions;
  const { createEngine } = await loadEngine();
  const engine = await asFault(() =>
    createEngine({
      ...engineSurroundings,
      startTime: Date.now(),
      scenario: options.scenario ?? 'demo',
      ...(region ? { region } : {}),
    }),
  );
  return {
    handle: (request) => engine.handle(request),
    place: { partition: 'aws', account: engine.account, region: engine.options.region },
    scenario: engine.scenarioName,
  };
}

function chosenProfiles(flag: readonly string[], other: string | undefined): readonly string[] {
  return flag.length > 0 || !other ? flag : [other];
}

interface Connected extends Connection {
  readonly settings: Settings;
  readonly readOnly: boolean;
  readonly credentials: Credentials;
  leave(): void;
}

/** Flag beats environment beats file; under `--mock` the environment says nothing (cli: Which service). */
async function connect(options: GlobalOptions): Promise<Connected> {
  const settings = settingsOf(options);
  const readOnly = isReadOnly({ flag: options.readOnly, env, setting: settings.readOnly });
  const credentials = new Credentials(options.noInput ? undefined : askMfaCode);
  const { sites, unreachable } = await connectSites({
    profiles: options.mock ? [] : chosenProfiles(options.profiles, env.AWS_PROFILE || settings.profile),
    regions: options.mock ? options.regions : chosenRegions(options.regions, env, settings),
    endpoints: options.mock ? {} : serviceEndpoints(env, options.endpointUrl, settings.endpointUrl),
    inProcess: options.mock ? await startInProcess(options) : undefined,
    allowed: allowedOperations({ readOnly }),
    credentials,
    definitions: (endpoint) => new DefinitionFiles(definitionsFolder(env), endpoint),
    monotonic: timing.monotonic,
    mayBeNobody: options.mayBeNobody,
    onCall: debug && (({ milliseconds, ...call }) => debug?.tell({ ...call, ms: Math.round(milliseconds) })),
  });
  const live = new Live(sites, timing, debug && ((decision) => debug?.tell({ ...decision })));
  for (const { place, kind, endpoint } of sites) {
    debug?.tell({ decision: 'connect', kind, endpoint, account: place.account, region: place.region });
  }
  const leave = () => rememberSeen(live);
  const operations = {
    live,
    newToken: randomUUID,
    protection: protectionOf(options, settings),
    audit: auditLog(options, settings),
    freezes: freezeMemory(options),
  };
  return { live, operations, unreachable, settings, readOnly, credentials, leave };
}

function settingsOf({ config, withoutSettings }: GlobalOptions): Settings {
  return withoutSettings ? {} : readSettings(settingsFile(env, config), { mustExist: config !== undefined });
}

/** One device at a time: two questions at once could not be told apart. */
let asking: Promise<unknown> = Promise.resolve();
function askMfaCode(serial: string): Promise<string | undefined> {
  const answer = asking.then(async () => {
    if (!process.stdin.isTTY) return undefined;
    const { askLine } = await import('./cli/ask.ts');
    const streams = { in: process.stdin, err: process.stderr };
    return (await askLine(streams, `MFA code of ${serial}:`, new AbortController().signal))?.trim() || undefined;
  });
  asking = answer.catch(() => undefined);
  return answer;
}

/** For the completion of shells, which asks nobody. */
function rememberSeen(live: Live): void {
  for (const { place, profile, endpoint, kind, scenario } of live.sites) {
    const inProcess = kind === 'mock' && endpoint === undefined ? scenario : undefined;
    const of = { profile, region: place.region, endpoint, scenario: inProcess };
    rememberNames(namesFile(namesFolder(env), of), live.names(place));
  }
}

/** With `--protected` every environment is unlocked for this command. */
function protectionOf({ protected: isMeant, why }: GlobalOptions, settings: Settings): Protection {
  const protection = new Protection(settings.protected ?? [], unlockClock(timing.monotonic, Date.now));
  if (isMeant && why !== undefined) for (const name of protection.names) protection.unlock(name, why);
  return protection;
}

/** An engine in this process ends with it, and what was closed in it. */
function freezeMemory({ mock: inProcess }: GlobalOptions): FreezeMemory {
  if (inProcess) return new PassingFreezeMemory();
  const wait = (milliseconds: number) => new Promise<void>((done) => timing.after(milliseconds, done));
  return new FreezeFile({ file: freezeFile(env), wall: Date.now, wait, newId: randomUUID });
}

function auditLog({ why }: GlobalOptions, settings: Settings): AuditLog {
  return new AuditLog({
    file: auditFile(env),
    required: settings.auditRequired ?? false,
    wall: Date.now,
    newId: randomUUID,
    pid: process.pid,
    version,
    why,
    warn,
  });
}

/** Kept for the console while that has the terminal: a line on stderr would spoil the screen. */
let keptWarnings: string[] | undefined;

function warn(line: string): void {
  if (keptWarnings) keptWarnings.push(line);
  else process.stderr.write(`signalbox: ${line}\n`);
}

function takeWarnings(): string[] {
  return keptWarnings?.splice(0) ?? [];
}

async function openConsole(options: GlobalOptions): Promise<number> {
  const [{ live, operations, settings, readOnly, credentials, leave }, { runConsole }] = await Promise.all([
    connect(options),
    import('./console/index.tsx'),
  ]);
  // The screen has the terminal now.
  credentials.stopAsking();
  keptWarnings = [];
  try {
    return await runConsole({
      live,
      operations,
      out: process.stdout,
      in: process.stdin,
      ascii: options.ascii || settings.ascii === true || !speaksUnicode(env),
      color: isColored({ flag: options.color, env, setting: settings.color, terminal: true }),
      version,
      readOnly,
      unlockMinutes: settings.unlockMinutes ?? SETTING_TABLE.unlockMinutes.default,
      takeWarnings,
      idle: env.SIGNALBOX_IDLE_FD,
    });
  } finally {
    const late = takeWarnings();
    keptWarnings = undefined;
    late.forEach(warn);
    leave();
    live.close();
  }
}

const mock: MockHost = {
  parseServeOptions: async (flags) => (await loadEngine()).parseServeOptions(flags),
  serve: async (parsed) => {
    const options = parsed as ServeOptions;
    const { port, host, allowRemote, clock } = options;
    const callers = allowRemote === undefined ? undefined : await callersOf(allowRemote);
    const { engineToServe } = await loadEngine();
    const [{ engine, begin, close }, { serve }] = await Promise.all([
      asFault(() => engineToServe(options, { ...engineSurroundings, wall: Date.now })),
      import('./engine/server.ts'),
    ]);
    try {
      const server = await asFault(() => serve({ engine, host, port, callers, onListening: begin }));
      return {
        endpoint: server.endpoint,
        scenario: engine.scenarioName,
        clock,
        close: () => server.close().then(close),
      };
    } catch (error) {
      close();
      throw error;
    }
  },
  scenarios: async () => (await loadEngine()).describeBundledScenarios(),
};

/** Those whose keys stand in the file; one that everybody may read is worth a word. */
async function callersOf(file: string): Promise<Callers> {
  const { readKeyFile, KeyFileError } = await import('./engine/key-file.ts');
  try {
    const { keys, isPublic } = await readKeyFile(file);
    if (isPublic) {
      process.stderr.write(
        `signalbox: every user of this machine may read the keys in ${file}: chmod o-r takes that away\n`,
      );
    }
    return { keys, now: Date.now };
  } catch (error) {
    throw error instanceof KeyFileError ? usage(error.message) : error;
  }
}

/** Writes what is known of a fault of ours where the operator can find it. */
async function faultReport(text: string): Promise<string> {
  const folder = stateFolder(env);
  makeFolder(folder);
  const file = join(folder, `fault-${process.pid}.log`);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

/** A fault of the engine is answered as an AWS error; what it was is written down. */
function reportEngineFault(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Where the file cannot be written either, the answer is all there is.
  faultReport(`engine: ${text}\n`).catch(() => undefined);
}

const host: CliHost = {
  connect,
  openConsole,
  mock,
  out: process.stdout,
  err: process.stderr,
  // Opened by whoever reads it.
  get in() {
    return process.stdin;
  },
  env,
  version,
  pid: process.pid,
  onSignal: (handler) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, handler);
    return () => {
      for (const signal of signals) process.off(signal, handler);
    };
  },
  timer: timing,
  startDebug: (file) => {
    const write = file === undefined ? (line: string) => process.stderr.write(line) : debugFile(file);
    debug = new DebugLog(write, Date.now);
  },
  wall: Date.now,
  faultReport,
};

void runCli(process.argv.slice(2), host).then((code) => {
  debug?.tell({ decision: 'exit', code });
  // Not only the code: a request that nobody waits for any more would keep the process alive.
  process.exit(code);
});
