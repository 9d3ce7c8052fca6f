import { setTimeout as sleep } from 'node:timers/promises';

/** What is left when everything is collected that nobody needs, and the pages that this frees have gone back to the system; megabytes. Needs --expose-gc. */
export async function memory() {
  for (let turn = 0; turn < 5; turn++) {
    await globalThis.gc!({ type: 'major', execution: 'async', flavor: 'last-resort' });
    await sleep(200);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: megabytes(rss), heapUsed: megabytes(heapUsed), external: megabytes(external) };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
