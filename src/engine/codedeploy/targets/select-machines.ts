import { type InstanceFilters, isSelected } from '../../../rules/deployments/instance-filters.ts';
import type { LifecycleEventName } from '../../../rules/deployments/lifecycle-events.ts';
import type { Instance } from '../../fleet.ts';
import type { CodeDeployContext } from '../context.ts';
import type { DeploymentGroup } from '../deployment-groups/deployment-group.ts';
import type { GroupSettings } from '../deployment-groups/group-settings.ts';
import type { TargetInstances } from '../deployments/deployment.ts';
import { listMachines } from '../on-premises/machines.ts';
import type { Machine } from './machine.ts';
import { newTarget, type Target } from './target.ts';

/** The machines that a group's settings mean, in the order of the fleet (spec 3.1). */
export function machinesOf(context: CodeDeployContext, settings: GroupSettings): readonly Instance[] {
  return listMachines(context).filter((instance) => isSelected(filtersOf(settings), instance));
}

/** The machines that are to be a green fleet (spec 3.9); those on premises cannot be. */
export function greenMachines({ world }: CodeDeployContext, chosen: TargetInstances): readonly Instance[] {
  const filters = {
    ec2TagFilters: chosen.tagFilters,
    ec2TagSet: chosen.ec2TagSet?.ec2TagSetList,
    autoScalingGroups: chosen.autoScalingGroups,
  };
  return world.fleet.list().filter((instance) => isSelected(filters, instance));
}

function filtersOf(settings: GroupSettings): InstanceFilters {
  const { ec2TagFilters, ec2TagSet, autoScalingGroups, onPremisesInstanceTagFilters, onPremisesTagSet } = settings;
  return {
    ec2TagFilters,
    ec2TagSet: ec2TagSet?.ec2TagSetList,
    autoScalingGroups,
    onPremisesInstanceTagFilters,
    onPremisesTagSet: onPremisesTagSet?.onPremisesTagSetList,
  };
}

/** Machines as targets, in the order in which they are deployed to: by their health, then by what is on them (spec 3.7). */
export function asMachines(
  context: CodeDeployContext,
  group: DeploymentGroup,
  instances: readonly Instance[],
  events: readonly LifecycleEventName[],
  label?: Target['label'],
): Machine[] {
  const { hosts, services, world } = context;
  const machines = instances.map((instance): Machine => {
    const { id, zone = `${services.region}a` } = instance;
    const record = hosts.record(group, id);
    const arn = arnOf(context, instance);
    const target = newTarget({ type: 'InstanceTarget', id, arn, ...(label && { label }) }, events, world.clock.now());
    return { id, zone, record, target, wasHealthy: record.isHealthy };
  });
  const rank = ({ id, record }: Machine) => {
    if (record.revision === undefined) return 0;
    return group.targetRevision && hosts.isAt(group, id, group.targetRevision) ? 2 : 1;
  };
  const ranked = machines.map((machine) => ({ machine, health: Number(machine.wasHealthy), revision: rank(machine) }));
  return ranked.sort((a, b) => a.health - b.health || a.revision - b.revision).map(({ machine }) => machine);
}

function arnOf({ services, onPremises }: CodeDeployContext, { id, onPremises: isOnPremises }: Instance): string {
  const { account, region } = services;
  if (!isOnPremises) return `arn:aws:ec2:${region}:${account}:instance/${id}`;
  return onPremises.get(id)?.instanceArn ?? `arn:aws:codedeploy:${region}:${account}:instance:${id}`;
}
