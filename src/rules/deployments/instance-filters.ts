import { fitsAny, type TagFilter, type Tags } from './tag-filter.ts';

/** What machines a deployment group, or the targets of a deployment, are made of (spec 3.1). */
export interface InstanceFilters {
  readonly ec2TagFilters?: readonly TagFilter[];
  readonly ec2TagSet?: readonly (readonly TagFilter[])[];
  readonly autoScalingGroups?: readonly string[];
  readonly onPremisesInstanceTagFilters?: readonly TagFilter[];
  readonly onPremisesTagSet?: readonly (readonly TagFilter[])[];
}

/** A machine as filters see it. */
export interface Filtered {
  readonly tags?: Readonly<Record<string, string>>;
  readonly asg?: string;
  readonly onPremises?: boolean;
}

/**
 * Whether a machine is among those that filters mean. Filters are alternatives; of a tag set every group must fit by one of
 * its filters (spec 3.1). Machines of an Auto Scaling group come in addition to those that tags find.
 */
export function isSelected(filters: InstanceFilters, { tags = {}, asg, onPremises = false }: Filtered): boolean {
  if (onPremises) return fitsTags(tags, filters.onPremisesInstanceTagFilters, filters.onPremisesTagSet);
  const isInGroup = asg !== undefined && (filters.autoScalingGroups?.includes(asg) ?? false);
  return isInGroup || fitsTags(tags, filters.ec2TagFilters, filters.ec2TagSet);
}

function fitsTags(tags: Tags, filters: readonly TagFilter[] = [], set: InstanceFilters['ec2TagSet'] = []): boolean {
  return fitsAny(tags, filters) || (set.length > 0 && set.every((group) => fitsAny(tags, group)));
}
