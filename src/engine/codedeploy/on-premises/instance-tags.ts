import { AwsError } from '../../aws-error.ts';
import type { Tag } from '../tags/tag.ts';
import type { OnPremisesInstance } from './on-premises-instance.ts';

/** [R] */
const MOST_TAGS = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Throws TagRequiredException and InvalidTagException for tags that no instance can have. */
export function checkInstanceTags(tags: readonly Tag[]): void {
  if (tags.length === 0) throw new AwsError('TagRequiredException', 'No tag was specified');
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > LONGEST_KEY || Value.length > LONGEST_VALUE) {
      const message = `A tag has a key of 1 to ${LONGEST_KEY} characters and a value of at most ${LONGEST_VALUE}`;
      throw new AwsError('InvalidTagException', message);
    }
  }
}

/** The tags of an instance once these are added; a key that it has gets the new value [D]. Throws TagLimitExceededException. */
export function withInstanceTags({ tags, instanceName }: OnPremisesInstance, added: readonly Tag[]): Tag[] {
  const all = [...new Map([...tags, ...added].map((tag) => [tag.Key, tag])).values()];
  if (all.length > MOST_TAGS) {
    throw new AwsError(
      'TagLimitExceededException',
      `The instance ${instanceName} would have more than ${MOST_TAGS} tags`,
    );
  }
  return all;
}

/** The tags of an instance without these, each a pair; one without a value is any value of its key [D]. */
export function withoutInstanceTags({ tags }: OnPremisesInstance, removed: readonly Tag[]): Tag[] {
  return tags.filter((tag) => !removed.some(({ Key, Value = tag.Value }) => Key === tag.Key && Value === tag.Value));
}
