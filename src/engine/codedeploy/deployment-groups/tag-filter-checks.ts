import { type TagFilter, tagFilterProblem } from '../../../rules/deployments/tag-filter.ts';
import { AwsError } from '../../aws-error.ts';
import type { GroupSettings } from './group-settings.ts';

/** At most so many tags may a group look for, and a tag set have lists. */
const MOST_TAGS = 10;
const MOST_LISTS = 3;

/** The two ways of finding EC2 instances by their tags, and the same for on-premises ones, with what their mistakes are called. */
const EC2 = {
  filters: 'Ec2TagFilters',
  set: 'Ec2TagSet',
  both: 'InvalidEC2TagCombinationException',
  bad: 'InvalidEC2TagException',
};
const ON_PREMISES = {
  filters: 'OnPremisesInstanceTagFilters',
  set: 'OnPremisesTagSet',
  both: 'InvalidOnPremisesTagCombinationException',
  bad: 'InvalidTagException',
};

/**
 * What a group may look for (spec 3.1). Throws InvalidEC2TagException, InvalidEC2TagCombinationException,
 * InvalidTagException, InvalidOnPremisesTagCombinationException and TagSetListLimitExceededException.
 */
export function checkTagFilters(settings: GroupSettings): void {
  checkKind(EC2, settings.ec2TagFilters, settings.ec2TagSet?.ec2TagSetList);
  checkKind(ON_PREMISES, settings.onPremisesInstanceTagFilters, settings.onPremisesTagSet?.onPremisesTagSetList);
}

function checkKind(
  kind: typeof EC2,
  filters: readonly TagFilter[] = [],
  lists: readonly (readonly TagFilter[])[] = [],
): void {
  if (filters.length > 0 && lists.length > 0) {
    const message = `The request specified both ${kind.filters} and ${kind.set}, but only one of these data types can be used in a single call.`;
    throw new AwsError(kind.both, message);
  }
  if (lists.length > MOST_LISTS) {
    throw new AwsError('TagSetListLimitExceededException', `A tag set can have at most ${MOST_LISTS} lists`);
  }
  const all = [...filters, ...lists.flat()];
  if (all.length > MOST_TAGS) throw new AwsError(kind.bad, `A deployment group can have at most ${MOST_TAGS} tags`);
  for (const filter of all) {
    const problem = tagFilterProblem(filter);
    if (problem) throw new AwsError(kind.bad, problem);
  }
}
