import { BATCH, GROUP } from '../log-batch.ts';
import { type Call, START, STREAM } from './full-stream.ts';

const CALLS = 5;
const WARM_UPS = 10;

const OPERATIONS = {
  GetLogEvents: { logGroupName: GROUP, logStreamName: STREAM, startFromHead: true, limit: BATCH },
  FilterLogEvents: { logGroupName: GROUP, filterPattern: 'request -nothing', limit: BATCH },
};

type Place = 'beginning' | 'middle' | 'end';

/**
 * Times pages at the beginning, in the middle and at the end of a stream of so many lines, in turns: milliseconds of
 * processor time for each turn, by place and operation. A busy machine changes that least. No page is read twice by the
 * same operation, so that none is in memory because of that.
 */
export function timePages(call: Call, lines: number, turns: number): Record<Place, Record<string, number[]>> {
  const pages = (WARM_UPS + turns) * CALLS;
  const starts = { beginning: START, middle: START + lines / 2, end: START + lines - pages * BATCH };
  const empty = () => Object.fromEntries(Object.keys(OPERATIONS).map((name) => [name, [] as number[]]));
  const series = { beginning: empty(), middle: empty(), end: empty() };
  for (let turn = -WARM_UPS; turn < turns; turn++) {
    for (const place of Object.keys(starts) as Place[]) {
      for (const [operation, input] of Object.entries(OPERATIONS)) {
        const started = processorTime();
        for (let i = 0; i < CALLS; i++) {
          const page = (WARM_UPS + turn) * CALLS + i;
          call(operation, { ...input, startTime: starts[place] + page * BATCH });
        }
        if (turn >= 0) series[place][operation]!.push((processorTime() - started) / CALLS);
      }
    }
  }
  return series;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
