// Runs many pipelines in this process and prints how many actions a second that came to.
import { ACTIONS, pipelineDocument, pipelineName } from '../pipeline-document.ts';
import { Account } from './account.ts';

const PIPELINES = 1000;
const EXECUTIONS = 10;

const pipelines = Array.from({ length: PIPELINES }, (_, number) => pipelineDocument(pipelineName(number)));

Account.open().then((account) => {
  const started = performance.now();
  account.run(pipelines, EXECUTIONS);
  const seconds = (performance.now() - started) / 1000;
  account.checkHistory(pipelineName(0), EXECUTIONS);
  const actions = PIPELINES * EXECUTIONS * ACTIONS;
  console.log(JSON.stringify({ actions, seconds, actionsPerSecond: actions / seconds }));
});
