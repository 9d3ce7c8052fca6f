import { findScenario, type Wanted } from '../create-engine.ts';
import type { Engine } from '../engine.ts';
import type { Scenario } from '../scenario/model.ts';
import { CommandLog, momentOf } from './command-log.ts';
import { DataFolder } from './data-folder.ts';
import { misused } from './data-folder-error.ts';
import type { Genesis, Making, Start } from './entry.ts';
import type { LogWriter } from './log-writer.ts';
import { OverflowFile } from './overflow-file.ts';
import { engineOf, recover, type Surroundings } from './recover.ts';
import { loadSqlite } from './sqlite.ts';

export interface DurableOptions extends Omit<Surroundings, 'overflow'> {
  readonly folder: string;
  /** With a folder that has an engine it must say the same of its making, or nothing. */
  readonly wanted: Wanted;
  /** What holds where a new engine was told nothing. */
  readonly defaults: Required<Wanted>;
  /** Real time, epoch milliseconds. */
  readonly wall: () => number;
  /** How much of log events may be in memory, in bytes; the others lie in the folder. */
  readonly room?: number;
}

/** An engine whose changes are kept in a folder. */
export interface DurableEngine {
  readonly engine: Engine;
  /** To be called when it is sure that the engine will serve, and before it does: nothing is written before. */
  begin(): void;
  /** Brings everything to its place and lets other processes in. */
  close(): void;
}

/**
 * Takes the engine up where its folder left it, or makes one. Throws DataFolderError, and ScenarioError for a new one;
 * then nothing was written.
 */
export async function openDurableEngine(options: DurableOptions): Promise<DurableEngine> {
  const folder = new DataFolder(options.folder, loadSqlite());
  const withOverflow = { ...options, overflow: new OverflowFile(folder.overflow, options.room) };
  return folder.look() === 'log' ? takeUp(folder, withOverflow) : await makeNew(folder, withOverflow);
}

type WithOverflow = DurableOptions & { readonly overflow: OverflowFile };

function takeUp(folder: DataFolder, options: WithOverflow): DurableEngine {
  folder.lock();
  try {
    const { wanted, wall } = options;
    if (wanted.scenario !== undefined) {
      throw misused(`--scenario ${wanted.scenario}: the data folder ${folder.path} has one already`);
    }
    const check = (made: Making) => checkSame(folder.path, wanted, made);
    const recovered = folder.read((rows, acknowledged) => recover(rows, acknowledged, { ...options, check }));
    const { engine, last, runs } = recovered;
    return durable(folder, engine, options, () => {
      engine.resume(recovered.resumesAt(wall()), runs);
      const writer = folder.write(last);
      writer.append(startOf(engine, options));
      return writer;
    });
  } catch (error) {
    options.overflow.close();
    folder.close();
    throw error;
  }
}

async function makeNew(folder: DataFolder, options: WithOverflow): Promise<DurableEngine> {
  const { scenario: name, ...made } = { ...options.defaults, ...options.wanted };
  const scenario = await findScenario(name);
  // The scenario as it will be read again.
  const plain: Scenario | undefined = scenario && JSON.parse(JSON.stringify(scenario));
  const making: Making = { ...made, scenario: plain };
  const engine = engineOf(making, options);
  const genesis: Genesis = { kind: 'genesis', ...making, mark: engine.mark };
  return durable(folder, engine, options, () => {
    engine.resume(made.startTime, 0);
    return folder.make([genesis, startOf(engine, options)]);
  });
}

function durable(
  folder: DataFolder,
  engine: Engine,
  { wall, overflow }: WithOverflow,
  openWriter: () => LogWriter,
): DurableEngine {
  let writer: LogWriter | undefined;
  return {
    engine,
    begin: () => {
      writer = openWriter();
      engine.keepIn(new CommandLog(engine, writer, wall, overflow));
    },
    close: () => {
      writer?.close();
      overflow.close();
      folder.close();
    },
  };
}

function startOf(engine: Engine, { version, wall }: DurableOptions): Start {
  const { mode, speed } = engine.world.clock;
  return { kind: 'start', version, endpoint: engine.endpoint, ...momentOf(engine, wall), clock: mode, speed };
}

const FLAGS = { account: '--account', region: '--region', seed: '--seed', startTime: '--start-time' } as const;

function checkSame(folder: string, wanted: Wanted, made: Making): void {
  for (const key of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    const [asked, stored] = [wanted[key], made[key]];
    if (asked === undefined || asked === stored) continue;
    const shown = (value: string | number) => (key === 'startTime' ? new Date(value).toISOString() : value);
    throw misused(`${FLAGS[key]} ${shown(asked)}: the data folder ${folder} was made with ${shown(stored)}`);
  }
}
