import { CodePipelineClient, GetPipelineStateCommand, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

// A state for each pipeline: the list tells of no health.
const client = new CodePipelineClient(config);
client.send(new ListPipelinesCommand({})).then(async ({ pipelines = [] }) => {
  print(await Promise.all(pipelines.map(({ name }) => client.send(new GetPipelineStateCommand({ name })))));
});
