// Writes many log lines into a data folder and prints what that takes, in megabytes: after some of them, after all of them,
// and once it is taken up again; and how long a page takes then. Needs --expose-gc.
import { type DurableEngine, openDurableEngine } from '../../../../src/engine/data/durable-engine.ts';
import { memory } from '../../memory.ts';
import { callsOf, fill, START, withStream } from './full-stream.ts';
import { timePages } from './pages.ts';

const SOME = 1_000_000;
const ALL = 3_000_000;
const TURNS = 5;

const [, , task, folder] = process.argv;

async function open(): Promise<DurableEngine> {
  const durable = await openDurableEngine({
    folder: folder!,
    wanted: {},
    defaults: { scenario: 'none', account: '123456789012', region: 'us-east-1', seed: 1, startTime: START },
    clock: 'manual',
    speed: 1,
    throttle: 'off',
    monotonic: () => 0,
    wall: () => START,
    version: 'bench',
  });
  durable.begin();
  return durable;
}

async function write(): Promise<object> {
  const durable = await open();
  const call = withStream(callsOf(durable.engine));
  const empty = await memory();
  fill(call, SOME);
  const some = await memory();
  fill(call, ALL - SOME, SOME);
  const all = await memory();
  const pages = timePages(call, ALL, TURNS);
  durable.close();
  return { empty, some, all, pages };
}

/** As after a restart. */
async function takeUp(): Promise<object> {
  const started = performance.now();
  const durable = await open();
  const seconds = (performance.now() - started) / 1000;
  const all = await memory();
  const pages = timePages(callsOf(durable.engine), ALL, TURNS);
  durable.close();
  return { seconds, all, pages };
}

(task === 'write' ? write() : takeUp()).then((result) => console.log(JSON.stringify(result)));
