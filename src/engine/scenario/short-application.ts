import { anObject, type Check, list, object, oneOf, record, text } from '../checks.ts';

const groupForm = object(
  { name: text },
  { tags: record(text), autoScalingGroups: list(text), config: text, settings: anObject },
);

const applicationForm = object({ name: text }, { platform: oneOf('Server', 'Lambda', 'ECS'), groups: list(groupForm) });

/** What CreateApplication and CreateDeploymentGroup take. */
export interface ApplicationInputs {
  readonly application: Record<string, unknown>;
  readonly groups: readonly Record<string, unknown>[];
}

/**
 * An application of CodeDeploy in the short form of scenarios: `tags` are those that a machine of a group has all of; the
 * role is filled in, and so is the style where there is only one. `settings` are as CreateDeploymentGroup takes them.
 */
export const shortApplication: Check<ApplicationInputs> = (value, path) => {
  const { name, platform = 'Server', groups = [] } = applicationForm(value, path);
  return {
    application: { applicationName: name, computePlatform: platform },
    groups: groups.map(({ name: group, tags, autoScalingGroups, config, settings }) => ({
      applicationName: name,
      deploymentGroupName: group,
      serviceRoleArn: `arn:aws:iam::123456789012:role/service-role/CodeDeployServiceRole-${name}`,
      ...(tags && { ec2TagSet: { ec2TagSetList: Object.entries(tags).map(([Key, Value]) => [filter(Key, Value)]) } }),
      ...(autoScalingGroups && { autoScalingGroups }),
      ...(config !== undefined && { deploymentConfigName: config }),
      ...(platform !== 'Server' && { deploymentStyle: WITH_TRAFFIC }),
      ...settings,
    })),
  };
};

/** Neither functions nor services have another one (spec 3.1). */
const WITH_TRAFFIC = { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' };

function filter(key: string, value: string): object {
  return { Key: key, Value: value, Type: 'KEY_AND_VALUE' };
}
