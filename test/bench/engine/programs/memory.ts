// Gives many pipelines a long history and prints what that takes, in megabytes. Needs --expose-gc.
import { memory } from '../../memory.ts';
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
