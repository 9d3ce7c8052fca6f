import { CodePipelineClient, StopPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { config, id, print } from './ask.ts';

new CodePipelineClient(config)
  .send(new StopPipelineExecutionCommand({ pipelineName: 'mobile-bff', pipelineExecutionId: id }))
  .then(print, print);
