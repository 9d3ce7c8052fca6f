// Times pages at the beginning, in the middle and at the end of a long stream, in turns, and prints milliseconds
// of processor time for each turn: a busy machine changes that least.
import { BATCH, GROUP } from '../log-batch.ts';
import { fill, logsEngine, START, STREAM } from './full-stream.ts';

const LINES = 1_000_000;
const CALLS = 5;
const WARM_UPS = 10;

const STARTS = { beginning: START, middle: START + LINES / 2, end: START + LINES - BATCH };
const PLACES = Object.keys(STARTS) as (keyof typeof STARTS)[];
const OPERATIONS = {
  GetLogEvents: { logGroupName: GROUP, logStreamName: STREAM, startFromHead: true, limit: BATCH },
  FilterLogEvents: { logGroupName: GROUP, filterPattern: 'request -nothing', limit: BATCH },
};

const turns = Number(process.argv[2]);

logsEngine().then((call) => {
  fill(call, LINES);
  const empty = () => Object.fromEntries(Object.keys(OPERATIONS).map((name) => [name, [] as number[]]));
  const series = { beginning: empty(), middle: empty(), end: empty() };
  for (let turn = -WARM_UPS; turn < turns; turn++) {
    for (const place of PLACES) {
      for (const [operation, input] of Object.entries(OPERATIONS)) {
        const started = processorTime();
        for (let i = 0; i < CALLS; i++) call(operation, { ...input, startTime: STARTS[place] });
        if (turn >= 0) series[place][operation]!.push((processorTime() - started) / CALLS);
      }
    }
  }
  console.log(JSON.stringify(series));
});

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
