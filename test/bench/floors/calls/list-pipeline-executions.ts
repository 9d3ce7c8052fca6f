import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config).send(new ListPipelineExecutionsCommand({ pipelineName: 'storefront' })).then(print);
