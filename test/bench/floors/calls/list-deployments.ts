import { CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { config, print } from './ask.ts';

new CodeDeployClient(config).send(new ListDeploymentsCommand({})).then(print);
