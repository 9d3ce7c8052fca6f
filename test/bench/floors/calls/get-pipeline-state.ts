import { CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config).send(new GetPipelineStateCommand({ name: 'storefront' })).then(print);
