import { AwsError } from '../../aws-error.ts';
import type { Application } from '../applications/application.ts';
import { checkedName } from '../names.ts';
import type { DeploymentGroup } from './deployment-group.ts';

/** Throws DeploymentGroupNameRequiredException, InvalidDeploymentGroupNameException and DeploymentGroupDoesNotExistException. */
export function findGroup({ name: application, groups }: Application, name: string | undefined): DeploymentGroup {
  const group = groups.get(checkedName('DeploymentGroupName', name));
  if (!group) {
    const message = `No Deployment Group found for name: ${name} in application: ${application}`; // [R]
    throw new AwsError('DeploymentGroupDoesNotExistException', message);
  }
  return group;
}
