import { CodePipelineClient, PutApprovalResultCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config)
  .send(
    new PutApprovalResultCommand({
      pipelineName: 'storefront',
      stageName: 'Approval',
      actionName: 'Approve',
      token: '00000000-0000-0000-0000-000000000000',
      result: { status: 'Approved', summary: '' },
    }),
  )
  .then(print, print);
