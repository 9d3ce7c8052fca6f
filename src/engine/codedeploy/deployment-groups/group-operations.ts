import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { checkedName } from '../names.ts';
import { pageOfNames } from '../page-of-names.ts';
import { findGroup } from './find-group.ts';
import { groupInfo } from './group-info.ts';

/** [R] */
const MOST_IN_BATCH = 100;

/** The operations on deployment groups (spec 3.1). */
export function groupOperations({ applications }: CodeDeployContext): Record<string, Operation> {
  return {
    GetDeploymentGroup: ({ applicationName, deploymentGroupName }) => {
      const group = findGroup(applications.find(applicationName), deploymentGroupName);
      return { deploymentGroupInfo: groupInfo(group) };
    },
    BatchGetDeploymentGroups: ({ applicationName, deploymentGroupNames }) => {
      const { groups } = applications.find(applicationName);
      const given = checkedBatch<string>(deploymentGroupNames, MOST_IN_BATCH, 'DeploymentGroupNameRequiredException');
      const names = given.map((name) => checkedName('DeploymentGroupName', name));
      const unknown = names.filter((name) => !groups.has(name));
      return {
        deploymentGroupsInfo: names.flatMap((name) => groups.get(name) ?? []).map(groupInfo),
        // The operation has no error for it [D].
        errorMessage: unknown.length > 0 ? `No Deployment Group found for names: ${unknown.join(', ')}` : undefined,
      };
    },
    ListDeploymentGroups: (input, caller) => {
      const application = applications.find(input.applicationName);
      const { names, nextToken } = pageOfNames('ListDeploymentGroups', input, caller, application.groups.keys());
      return { applicationName: application.name, deploymentGroups: names, nextToken };
    },
  };
}
