export interface TagFilter {
  readonly Key?: string;
  readonly Value?: string;
  readonly Type?: 'KEY_ONLY' | 'VALUE_ONLY' | 'KEY_AND_VALUE';
}

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

type Tags = Readonly<Record<string, string>>;

function fitsTags(tags: Tags, filters: readonly TagFilter[] = [], set: InstanceFilters['ec2TagSet'] = []): boolean {
  return fitsAny(tags, filters) || (set.length > 0 && set.every((group) => fitsAny(tags, group)));
}

function fitsAny(tags: Tags, filters: readonly TagFilter[]): boolean {
  return filters.some((filter) => fits(tags, filter));
}

/** Without a type, what is given must fit [R]. */
function fits(tags: Tags, { Key: key, Value: value, Type: type }: TagFilter): boolean {
  const hasKey = key !== undefined && Object.hasOwn(tags, key);
  switch (type ?? (value === undefined ? 'KEY_ONLY' : key === undefined ? 'VALUE_ONLY' : 'KEY_AND_VALUE')) {
    case 'KEY_ONLY':
      return hasKey;
    case 'VALUE_ONLY':
      return Object.values(tags).some((given) => given === value);
    case 'KEY_AND_VALUE':
      return hasKey && tags[key] === value;
  }
}
