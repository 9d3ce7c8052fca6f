import { CodePipelineClient, RetryStageExecutionCommand } from '@aws-sdk/client-codepipeline';
import { config, id, print } from './ask.ts';

const retry = {
  pipelineName: 'checkout-api',
  stageName: 'Build',
  pipelineExecutionId: id,
  retryMode: 'FAILED_ACTIONS',
} as const;
new CodePipelineClient(config).send(new RetryStageExecutionCommand(retry)).then(print, print);
