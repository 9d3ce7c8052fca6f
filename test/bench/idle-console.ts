import { setTimeout as sleep } from 'node:timers/promises';
import { EngineProcess } from '../e2e/driver/engine.ts';
import { Screen } from '../e2e/driver/screen.ts';
import type { Figure } from './figure.ts';
import { processorSeconds } from './processor-time.ts';
import { round } from './statistics.ts';

const SECONDS = 60;
const LIMIT = 0.01;

/** What the console costs while nothing moves: bytes to the terminal, and its share of a processor. */
export async function idleConsole(): Promise<Figure> {
  await using engine = await EngineProcess.start(['--clock', 'manual']);
  await using app = await Screen.open({ args: ['--endpoint-url', engine.endpoint], columns: 120, rows: 40 });
  await app.sees('storefront');
  await app.idle();
  const bytesBefore = app.bytesWritten();
  const before = processorSeconds(app.pid);
  await sleep(SECONDS * 1000);
  const ratio = round((processorSeconds(app.pid) - before) / SECONDS);
  const bytes = app.bytesWritten() - bytesBefore;
  return { figure: 'idle-console', ratio, limit: LIMIT, ok: ratio < LIMIT && bytes === 0, bytes, seconds: SECONDS };
}
