import { fitsAny, type TagFilter, tagFilterProblem } from '../../../rules/deployments/tag-filter.ts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { checkedBatch } from '../batch.ts';
import type { CodeDeployContext } from '../context.ts';
import { checkedName } from '../names.ts';
import { pageOfNames } from '../page-of-names.ts';
import type { Tag } from '../tags/tag.ts';
import { checkInstanceTags, withInstanceTags, withoutInstanceTags } from './instance-tags.ts';
import { type OnPremisesInstance, tagMap } from './on-premises-instance.ts';

const MOST_IN_BATCH = 100;

/** The operations on on-premises instances (spec 3.1). */
export function onPremisesOperations({ onPremises }: CodeDeployContext): Record<string, Operation> {
  /** All are there and can have the tags before any of them has. */
  const changeTags = (names: readonly string[], change: (instance: OnPremisesInstance) => Tag[]) => {
    const instances = checkedNames(names).map((name) => onPremises.findRegistered(name));
    const changed = instances.map(change);
    for (const [i, instance] of instances.entries()) instance.tags = changed[i]!;
  };
  return {
    RegisterOnPremisesInstance: ({ instanceName, iamUserArn, iamSessionArn }) => {
      onPremises.register(instanceName, { iamUserArn, iamSessionArn });
      return undefined;
    },
    DeregisterOnPremisesInstance: ({ instanceName }) => {
      onPremises.deregister(instanceName);
      return undefined;
    },
    GetOnPremisesInstance: ({ instanceName }) => ({ instanceInfo: onPremises.find(instanceName) }),
    BatchGetOnPremisesInstances: ({ instanceNames }) => {
      const given = checkedBatch<string>(instanceNames, MOST_IN_BATCH, 'InstanceNameRequiredException');
      const names = given.map((name) => checkedName('InstanceName', name));
      // The operation has no error for an unknown one: it is left out [D].
      return { instanceInfos: names.flatMap((name) => onPremises.get(name) ?? []) };
    },
    ListOnPremisesInstances: (input, caller) => {
      const listed = [...onPremises.list()].filter(filterOf(input)).map(({ instanceName }) => instanceName);
      const { names, nextToken } = pageOfNames('ListOnPremisesInstances', input, caller, listed);
      return { instanceNames: names, nextToken };
    },
    AddTagsToOnPremisesInstances: ({ tags, instanceNames }) => {
      checkInstanceTags(tags);
      changeTags(instanceNames, (instance) => withInstanceTags(instance, tags));
      return undefined;
    },
    RemoveTagsFromOnPremisesInstances: ({ tags, instanceNames }) => {
      checkInstanceTags(tags);
      changeTags(instanceNames, (instance) => withoutInstanceTags(instance, tags));
      return undefined;
    },
  };
}

interface InstanceListing {
  readonly registrationStatus?: 'Registered' | 'Deregistered';
  readonly tagFilters?: readonly TagFilter[];
}

/** Any of the filters will do, as in a deployment group [D]. Throws InvalidTagFilterException. */
function filterOf({ registrationStatus, tagFilters = [] }: InstanceListing): (instance: OnPremisesInstance) => boolean {
  for (const filter of tagFilters) {
    const problem = tagFilterProblem(filter);
    if (problem) throw new AwsError('InvalidTagFilterException', problem);
  }
  return (instance) => {
    const status = instance.deregisterTime === undefined ? 'Registered' : 'Deregistered';
    if (registrationStatus !== undefined && status !== registrationStatus) return false;
    return tagFilters.length === 0 || fitsAny(tagMap(instance), tagFilters);
  };
}

/** Throws InstanceNameRequiredException and InstanceLimitExceededException. */
function checkedNames(names: readonly string[]): readonly string[] {
  if (names.length === 0) throw new AwsError('InstanceNameRequiredException', 'No instance was named');
  if (names.length > MOST_IN_BATCH) {
    throw new AwsError('InstanceLimitExceededException', `At most ${MOST_IN_BATCH} instances can be tagged at once`);
  }
  return names;
}
