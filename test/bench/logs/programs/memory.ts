// Writes many log lines and prints what that takes, in megabytes. Needs --expose-gc.
import { memory } from '../../memory.ts';
import { GROUP } from '../log-batch.ts';
import { fill, logsEngine, STREAM } from './full-stream.ts';

const LINES = 1_000_000;

logsEngine().then(async (call) => {
  const empty = await memory();
  const bytes = fill(call, LINES);
  const full = await memory();
  const { events } = JSON.parse(call('GetLogEvents', { logGroupName: GROUP, logStreamName: STREAM, limit: 1 }));
  if (events.length !== 1) throw new Error('the lines are gone');
  console.log(JSON.stringify({ lines: LINES, bytes, empty, full }));
});
