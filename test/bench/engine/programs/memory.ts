// Gives many pipelines a long history and prints what that takes, in megabytes. Needs --expose-gc.
import { setTimeout as sleep } from 'node:timers/promises';
import { pipelineDocument, pipelineName } from '../pipeline-document.ts';
import { Account } from './account.ts';

const PIPELINES = 1000;
const EXECUTIONS = 100;

const pipelines = Array.from({ length: PIPELINES }, (_, number) => pipelineDocument(pipelineName(number)));

Account.open().then(async (account) => {
  const empty = await memory();
  account.run(pipelines, EXECUTIONS);
  const full = await memory();
  account.checkHistory(pipelineName(0), EXECUTIONS);
  const events = account.engine.journal.lastSequence;
  console.log(JSON.stringify({ pipelines: PIPELINES, executions: PIPELINES * EXECUTIONS, events, empty, full }));
});

/** What is left when everything is collected that nobody needs, and the pages that this frees have gone back to the system. */
async function memory() {
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
