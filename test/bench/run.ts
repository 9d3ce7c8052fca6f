// `npm run bench [-- NAME… --runs N]`: one line of JSON a figure. Ends with 1 when a figure is beyond its limit.
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { idleConsole } from './idle-console.ts';
import { startConsole, startPipelines } from './starts.ts';

const FIGURES: Readonly<Record<string, (runs: number) => Promise<Figure>>> = {
  'start-console': startConsole,
  'start-pipelines': startPipelines,
  'idle-console': idleConsole,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '30' } },
});

const unknown = positionals.filter((name) => !FIGURES[name]);
if (unknown.length > 0) {
  console.error(`no such figure: ${unknown.join(', ')} (there are ${Object.keys(FIGURES).join(', ')})`);
  process.exit(2);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(FIGURES)) {
  const figure = await FIGURES[name]!(Number(values.runs));
  console.log(JSON.stringify(figure));
  if (!figure.ok) process.exitCode = 1;
}
