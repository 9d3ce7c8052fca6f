// `npm run bench [-- NAME… --runs N]`: one line of JSON a figure. Ends with 1 when a figure is beyond its limit.
import { parseArgs } from 'node:util';
import { engineDeployment, engineHistory, engineMemory, engineSimulation } from './engine/in-process.ts';
import { engineCreate, engineGet, engineList, engineState } from './engine/rates.ts';
import { engineReady } from './engine/ready.ts';
import type { Figure, Skipped } from './figure.ts';
import { idleConsole } from './idle-console.ts';
import { logsMemory, logsMemoryData, logsPosition } from './logs/in-process.ts';
import { logsGet, logsPut } from './logs/rates.ts';
import { scriptedFigures } from './scripted/commands.ts';
import { startConsole, startPipelines } from './starts.ts';

const FIGURES: Readonly<Record<string, (runs: number) => Promise<Figure | Skipped>>> = {
  'start-console': startConsole,
  'start-pipelines': startPipelines,
  ...scriptedFigures,
  'idle-console': idleConsole,
  'engine-create': engineCreate,
  'engine-get': engineGet,
  'engine-list': engineList,
  'engine-state': engineState,
  'engine-ready': engineReady,
  'engine-simulation': engineSimulation,
  'engine-memory': engineMemory,
  'engine-history': engineHistory,
  'engine-deployment': engineDeployment,
  'logs-put': logsPut,
  'logs-get': logsGet,
  'logs-position': logsPosition,
  'logs-memory': logsMemory,
  'logs-memory-data': logsMemoryData,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '30' } },
});

const names = positionals.length > 0 ? positionals.flatMap(named) : Object.keys(FIGURES);

for (const name of names) {
  const figure = await FIGURES[name]!(Number(values.runs));
  console.log(JSON.stringify(figure));
  if ('ok' in figure && !figure.ok) process.exitCode = 1;
}

/** A figure, or all whose names begin with a word: `engine`. */
function named(given: string): string[] {
  const found = Object.keys(FIGURES).filter((name) => name === given || name.startsWith(`${given}-`));
  if (found.length > 0) return found;
  console.error(`no such figure: ${given} (there are ${Object.keys(FIGURES).join(', ')})`);
  process.exit(2);
}
