import { Environment, PROGRAM } from '../../e2e/driver/environment.ts';
import type { Figure } from '../figure.ts';
import { interleave } from '../interleave.ts';
import { median, ratioOf, round } from '../statistics.ts';
import { timeToLine } from '../timing.ts';

const LIMIT = 3;

/** Listens, says so, and ends when it is told to: the least that any server of Node's does. */
const BARE_SERVER = `
const server = require('node:http').createServer();
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));
process.on('SIGTERM', () => server.close());`;

/** Time from the start of an engine process until it says that it is ready. */
export async function engineReady(runs: number): Promise<Figure> {
  // Compiled code is kept where it is for a user.
  const environment = new Environment({ NODE_COMPILE_CACHE: undefined });
  const serve = ['mock', 'serve', '--scenario', 'none', '--port', '0', '--output', 'json'];
  try {
    const { engine, floor } = await interleave(runs, {
      engine: () => timeToLine(environment, [PROGRAM, ...serve]),
      floor: () => timeToLine(environment, ['-e', BARE_SERVER]),
    });
    const { ratio, interval } = ratioOf(engine, floor);
    const milliseconds = { engine: round(median(engine)), floor: round(median(floor)) };
    return { figure: 'engine-ready', ratio, interval, runs, limit: LIMIT, ok: ratio <= LIMIT, milliseconds };
  } finally {
    environment.dispose();
  }
}
