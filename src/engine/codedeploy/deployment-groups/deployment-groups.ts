import { AwsError } from '../../aws-error.ts';
import type { Application } from '../applications/application.ts';
import type { CodeDeployContext } from '../context.ts';
import { DEFAULT_CONFIG } from '../deployment-configs/predefined-configs.ts';
import { checkedName } from '../names.ts';
import type { Tag } from '../tags/tag.ts';
import { checkSettings } from './check-settings.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import { findGroup } from './find-group.ts';
import type { EcsService, GroupSettings } from './group-settings.ts';

const MOST_GROUPS = 1000;
/** Hooks that an Auto Scaling group can have [R]. */
const MOST_HOOKS = 50;

/** What CreateDeploymentGroup and UpdateDeploymentGroup are told, names and tags aside. */
export type GroupRequest = Partial<GroupSettings>;

/** CreateDeploymentGroup (spec 3.1): throws what the checks throw, and errors of the name, the number and of what only one group can have. */
export function createGroup(
  context: CodeDeployContext,
  application: Application,
  name: string | undefined,
  request: GroupRequest,
  tags: readonly Tag[],
): DeploymentGroup {
  const checked = newName(application, name);
  const settings = completed(application, request);
  checkSettings(context, application, settings);
  checkShared(context, settings);
  if (application.groups.size >= MOST_GROUPS) {
    const message = `There can only be up to ${MOST_GROUPS} deployment groups in an application`;
    throw new AwsError('DeploymentGroupLimitExceededException', message);
  }
  const group = { id: context.world.random.uuid(), application, name: checked, settings, tags };
  application.groups.set(checked, group);
  return group;
}

/** UpdateDeploymentGroup: what is given replaces, what is not stays, an empty list clears (spec 3.1). Throws like {@link createGroup}. */
export function updateGroup(
  context: CodeDeployContext,
  application: Application,
  name: string | undefined,
  request: GroupRequest & { readonly newDeploymentGroupName?: string },
): void {
  const group = findGroup(application, name);
  const { newDeploymentGroupName = group.name, ...given } = request;
  const isRenamed = newDeploymentGroupName !== group.name;
  const checked = isRenamed ? newName(application, newDeploymentGroupName) : group.name;
  const settings = replaced(group.settings, given);
  checkSettings(context, application, settings);
  checkShared(context, settings, group);
  group.settings = settings;
  application.groups.delete(group.name);
  group.name = checked;
  application.groups.set(checked, group);
}

/** Throws DeploymentGroupAlreadyExistsException beside errors of the name. */
function newName({ groups }: Application, name: string | undefined): string {
  const checked = checkedName('DeploymentGroupName', name);
  if (groups.has(checked)) {
    throw new AwsError('DeploymentGroupAlreadyExistsException', `Deployment group ${checked} already exists.`); // [R]
  }
  return checked;
}

/** With what a group has that was not told otherwise. Throws RoleRequiredException, since there is no role to have. */
function completed({ computePlatform }: Application, request: GroupRequest): GroupSettings {
  const { serviceRoleArn } = request;
  if (!serviceRoleArn) throw new AwsError('RoleRequiredException', 'The service role was not specified');
  return {
    deploymentConfigName: DEFAULT_CONFIG[computePlatform],
    deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
    ...(computePlatform === 'Server' && { outdatedInstancesStrategy: 'UPDATE' }),
    ...request,
    serviceRoleArn,
  };
}

/** Instances are looked for in one way: the other one that there was is forgotten [D]. */
function replaced(settings: GroupSettings, given: GroupRequest): GroupSettings {
  return {
    ...settings,
    ...(given.ec2TagSet && { ec2TagFilters: undefined }),
    ...(given.ec2TagFilters && { ec2TagSet: undefined }),
    ...(given.onPremisesTagSet && { onPremisesInstanceTagFilters: undefined }),
    ...(given.onPremisesInstanceTagFilters && { onPremisesTagSet: undefined }),
    ...given,
  };
}

/** What a group shares with all others of the account. */
function checkShared({ applications }: CodeDeployContext, settings: GroupSettings, own?: DeploymentGroup): void {
  const others = [...applications.list()]
    .flatMap(({ groups }) => [...groups.values()])
    .filter((group) => group !== own);
  for (const service of settings.ecsServices ?? []) {
    const holder = others.find((group) => group.settings.ecsServices?.some((taken) => isSameService(taken, service)));
    if (!holder) continue;
    const message = `The ECS service ${service.serviceName} belongs to the deployment group ${holder.name} already`;
    throw new AwsError('ECSServiceMappingLimitExceededException', message);
  }
  for (const name of settings.autoScalingGroups ?? []) {
    if (others.filter((group) => group.settings.autoScalingGroups?.includes(name)).length < MOST_HOOKS) continue;
    const message = `The Auto Scaling group ${name} has as many lifecycle hooks as it can have`;
    throw new AwsError('LifecycleHookLimitExceededException', message);
  }
}

function isSameService(one: EcsService, other: EcsService): boolean {
  const { clusterName = 'default' } = one;
  return one.serviceName === other.serviceName && clusterName === (other.clusterName ?? 'default');
}
