import { CodePipelineClient, RollbackStageCommand } from '@aws-sdk/client-codepipeline';
import { config, id, print } from './ask.ts';

new CodePipelineClient(config)
  .send(new RollbackStageCommand({ pipelineName: 'docs-site', stageName: 'Publish', targetPipelineExecutionId: id }))
  .then(print, print);
