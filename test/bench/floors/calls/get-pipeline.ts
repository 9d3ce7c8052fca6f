import { CodePipelineClient, GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config).send(new GetPipelineCommand({ name: 'storefront' })).then(print);
