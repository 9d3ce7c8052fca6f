import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  GetDeploymentCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import { config, id, print } from './ask.ts';

const client = new CodeDeployClient(config);
const targets = client
  .send(new ListDeploymentTargetsCommand({ deploymentId: id }))
  .then(({ targetIds }) => client.send(new BatchGetDeploymentTargetsCommand({ deploymentId: id, targetIds })));
Promise.all<object>([client.send(new GetDeploymentCommand({ deploymentId: id })), targets]).then(print);
