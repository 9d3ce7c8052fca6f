// Runs many pipelines in this process and prints how long that took: on the clock, and of the processors.
import { ACTIONS, pipelineDocument, pipelineName } from '../pipeline-document.ts';
import { Account } from './account.ts';

const PIPELINES = 1000;
const EXECUTIONS = 10;

const pipelines = Array.from({ length: PIPELINES }, (_, number) => pipelineDocument(pipelineName(number)));

Account.open().then((account) => {
  const started = performance.now();
  const before = process.cpuUsage();
  account.run(pipelines, EXECUTIONS);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1000;
  account.checkHistory(pipelineName(0), EXECUTIONS);
  console.log(
    JSON.stringify({ actions: PIPELINES * EXECUTIONS * ACTIONS, seconds, processorSeconds: (user + system) / 1e6 }),
  );
});
