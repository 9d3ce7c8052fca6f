import { BatchGetDeploymentsCommand, CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { config, print } from './ask.ts';

// The list has ids alone.
const client = new CodeDeployClient(config);
client
  .send(new ListDeploymentsCommand({}))
  .then(({ deployments = [] }) =>
    client.send(new BatchGetDeploymentsCommand({ deploymentIds: deployments.slice(0, 25) })),
  )
  .then(print);
