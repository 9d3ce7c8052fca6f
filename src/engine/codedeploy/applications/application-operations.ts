import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { pageOfNames } from '../page-of-names.ts';
import { checkedTags } from '../tags/tags.ts';
import type { Application } from './application.ts';

const MOST_IN_BATCH = 100;

/** The operations on applications (spec 3.1). */
export function applicationOperations({ applications, deployments }: CodeDeployContext): Record<string, Operation> {
  return {
    CreateApplication: ({ applicationName, computePlatform = 'Server', tags }) => {
      const created = applications.create(applicationName, computePlatform, checkedTags(tags));
      return { applicationId: created.id };
    },
    UpdateApplication: ({ applicationName, newApplicationName }) => {
      const application = applications.find(applicationName);
      if (newApplicationName !== undefined) applications.rename(application, newApplicationName);
      return undefined;
    },
    DeleteApplication: ({ applicationName }) => {
      const groups = applications.delete(applicationName)?.groups.values() ?? [];
      for (const group of groups) deployments.dropGroup(group, 'APPLICATION_MISSING');
      return undefined;
    },
    GetApplication: ({ applicationName }) => ({ application: infoOf(applications.find(applicationName)) }),
    BatchGetApplications: ({ applicationNames }) => {
      const names = checkedBatch<string>(applicationNames, MOST_IN_BATCH, 'ApplicationNameRequiredException');
      return { applicationsInfo: names.map((name) => infoOf(applications.find(name))) };
    },
    ListApplications: (input, caller) => {
      const { names, nextToken } = pageOfNames('ListApplications', input, caller, applications.names());
      return { applications: names, nextToken };
    },
  };
}

function infoOf({ id, name, createTime, computePlatform }: Application): object {
  return {
    applicationId: id,
    applicationName: name,
    createTime,
    // Nothing in the API links an application to an account at GitHub; the console does [D].
    linkedToGitHub: false,
    computePlatform,
  };
}
