import { CodePipelineClient, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { config, print } from './ask.ts';

new CodePipelineClient(config).send(new StartPipelineExecutionCommand({ name: 'landing' })).then(print);
