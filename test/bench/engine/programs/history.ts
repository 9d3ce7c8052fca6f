// Times GetPipelineState of a pipeline with a short and one with a long history, in turns, and prints microseconds for each turn.
import { pipelineDocument } from '../pipeline-document.ts';
import { Account } from './account.ts';

const EXECUTIONS = { short: 10, long: 1000 };
const CALLS = 500;
const WARM_UPS = 20;

const turns = Number(process.argv[2]);

Account.open().then((account) => {
  for (const name of ['short', 'long'] as const) {
    account.run([pipelineDocument(name)], EXECUTIONS[name]);
    account.checkHistory(name, EXECUTIONS[name]);
  }
  const series = { short: [] as number[], long: [] as number[] };
  for (let turn = -WARM_UPS; turn < turns; turn++) {
    for (const name of ['short', 'long'] as const) {
      const started = performance.now();
      for (let call = 0; call < CALLS; call++) account.request('GetPipelineState', { name });
      if (turn >= 0) series[name].push(((performance.now() - started) * 1000) / CALLS);
    }
  }
  console.log(JSON.stringify(series));
});
