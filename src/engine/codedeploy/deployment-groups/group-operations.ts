import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { checkedName } from '../names.ts';
import { pageOfNames } from '../page-of-names.ts';
import { checkedTags } from '../tags/tags.ts';
import { createGroup, updateGroup } from './deployment-groups.ts';
import { findGroup } from './find-group.ts';
import { groupInfo } from './group-info.ts';

/** [R] */
const MOST_IN_BATCH = 100;

/** The hooks in Auto Scaling groups are always cleaned up. */
const NO_HOOKS_LEFT = { hooksNotCleanedUp: [] };

/** The operations on deployment groups (spec 3.1). */
export function groupOperations(context: CodeDeployContext): Record<string, Operation> {
  const { applications } = context;
  return {
    CreateDeploymentGroup: ({ applicationName, deploymentGroupName, tags, ...request }) => {
      const application = applications.find(applicationName);
      const created = createGroup(context, application, deploymentGroupName, request, checkedTags(tags));
      return { deploymentGroupId: created.id };
    },
    UpdateDeploymentGroup: ({ applicationName, currentDeploymentGroupName, ...request }) => {
      updateGroup(context, applications.find(applicationName), currentDeploymentGroupName, request);
      return NO_HOOKS_LEFT;
    },
    DeleteDeploymentGroup: ({ applicationName, deploymentGroupName }) => {
      // Neither an unknown application nor an unknown group is an error (spec 3.1).
      const application = checkedName('ApplicationName', applicationName);
      const name = checkedName('DeploymentGroupName', deploymentGroupName);
      const groups = applications.get(application)?.groups;
      const group = groups?.get(name);
      groups?.delete(name);
      if (group) context.deployments.dropGroup(group, 'DEPLOYMENT_GROUP_MISSING');
      return NO_HOOKS_LEFT;
    },
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
