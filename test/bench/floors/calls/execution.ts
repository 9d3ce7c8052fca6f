import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { config, id, print } from './ask.ts';

const client = new CodePipelineClient(config);
Promise.all([
  client.send(new GetPipelineExecutionCommand({ pipelineName: 'storefront', pipelineExecutionId: id })),
  client.send(new ListActionExecutionsCommand({ pipelineName: 'storefront', filter: { pipelineExecutionId: id } })),
]).then(print);
