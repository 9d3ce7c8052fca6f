import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

const client = new CodePipelineClient(config);
client.send(new ListPipelinesCommand({})).then(async ({ pipelines = [] }) => {
  const asked = pipelines.flatMap(({ name }) => [
    client.send(new GetPipelineStateCommand({ name })),
    client.send(new ListPipelineExecutionsCommand({ pipelineName: name, maxResults: 100 })),
  ]);
  print(await Promise.all<object>(asked));
});
