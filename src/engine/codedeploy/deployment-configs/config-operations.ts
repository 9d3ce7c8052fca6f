import type { Operation } from '../../world.ts';
import type { CodeDeployContext } from '../context.ts';
import { pageOfNames } from '../page-of-names.ts';

/** The operations on deployment configurations (spec 3.2). */
export function configOperations({ configs, applications }: CodeDeployContext): Record<string, Operation> {
  const isInUse = (name: string) =>
    [...applications.list()].some(({ groups }) =>
      groups.values().some(({ settings }) => settings.deploymentConfigName === name),
    );
  return {
    CreateDeploymentConfig: (input) => ({ deploymentConfigId: configs.create(input).deploymentConfigId }),
    DeleteDeploymentConfig: ({ deploymentConfigName }) => {
      configs.delete(deploymentConfigName, isInUse);
      return undefined;
    },
    GetDeploymentConfig: ({ deploymentConfigName }) => ({ deploymentConfigInfo: configs.find(deploymentConfigName) }),
    ListDeploymentConfigs: (input, caller) => {
      const { names, nextToken } = pageOfNames('ListDeploymentConfigs', input, caller, configs.names());
      return { deploymentConfigsList: names, nextToken };
    },
  };
}
