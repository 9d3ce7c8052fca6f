// Times pages of a long stream, and prints milliseconds of processor time for each turn.
import { fill, logsEngine } from './full-stream.ts';
import { timePages } from './pages.ts';

const LINES = 1_000_000;

const turns = Number(process.argv[2]);

logsEngine().then((call) => {
  fill(call, LINES);
  console.log(JSON.stringify(timePages(call, LINES, turns)));
});
