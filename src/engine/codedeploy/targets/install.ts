import { unknownEvents } from '../../../rules/appspec/server-appspec.ts';
import { SERVER_EVENTS } from '../../../rules/deployments/lifecycle-events.ts';
import type { Deployment } from '../deployments/deployment.ts';
import type { Bundle } from './bundle.ts';
import type { Hosts } from './hosts.ts';

/** Where the agent unpacks a bundle. */
export function archiveOf({ id, group }: Deployment): string {
  return `/opt/codedeploy-agent/deployment-root/${group.id}/${id}/deployment-archive`;
}

/**
 * The Install event of an agent: what the last installation of the group put there goes, then the bundle's files come
 * (spec 3.4, 3.13). Gives the agent's message where that cannot be done; the old files are gone all the same [AG].
 */
export function install(hosts: Hosts, deployment: Deployment, instanceId: string, bundle: Bundle): string | undefined {
  const { group, options } = deployment;
  const { spec, installation } = bundle;
  if (!spec) return bundle.problem;
  const unknown = unknownEvents(spec, SERVER_EVENTS);
  if (unknown !== undefined) return unknown;
  hosts.putFiles(group, instanceId, []);
  if (installation) {
    if ('problem' in installation) return installation.problem;
    const { paths } = installation;
    const behavior = spec.fileExistsBehavior ?? options.fileExistsBehavior;
    const existing = paths.filter((path) => hosts.hasFile(instanceId, path));
    if (existing.length > 0 && behavior === 'DISALLOW') {
      return `The deployment failed because a specified file already exists at this location: ${existing[0]}`;
    }
    const isKept = (path: string) => behavior === 'RETAIN' && existing.includes(path);
    hosts.putFiles(group, instanceId, existing.length > 0 ? paths.filter((path) => !isKept(path)) : paths);
  }
  hosts.record(group, instanceId).lastInstalled = bundle;
  return undefined;
}
