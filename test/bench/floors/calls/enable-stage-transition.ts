import { CodePipelineClient, EnableStageTransitionCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config)
  .send(
    new EnableStageTransitionCommand({
      pipelineName: 'storefront',
      stageName: 'Production',
      transitionType: 'Inbound',
    }),
  )
  .then(print);
