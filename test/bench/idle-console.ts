import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineProcess } from '../e2e/driver/engine.ts';
import { Screen } from '../e2e/driver/screen.ts';
import type { Figure } from './figure.ts';
import { round } from './statistics.ts';

const SECONDS = 60;
const LIMIT = 0.01;

// What Linux counts processor time in, on every platform that Node runs on.
const TICKS_PER_SECOND = 100;

/** What the console costs while nothing moves: bytes to the terminal, and its share of a processor. */
export async function idleConsole(): Promise<Figure> {
  await using engine = await EngineProcess.start(['--clock', 'manual']);
  await using app = await Screen.open({ args: ['--endpoint-url', engine.endpoint], columns: 120, rows: 40 });
  await app.sees('storefront');
  await app.idle();
  const bytesBefore = app.bytesWritten();
  const ticksBefore = processorTicks(app.pid);
  await sleep(SECONDS * 1000);
  const ratio = round((processorTicks(app.pid) - ticksBefore) / TICKS_PER_SECOND / SECONDS);
  const bytes = app.bytesWritten() - bytesBefore;
  return { figure: 'idle-console', ratio, limit: LIMIT, ok: ratio < LIMIT && bytes === 0, bytes, seconds: SECONDS };
}

/** Processor time of a process so far, user and system, in ticks (`man 5 proc`, fields 14 and 15). */
function processorTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
