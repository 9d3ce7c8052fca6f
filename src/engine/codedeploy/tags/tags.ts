import { AwsError } from '../../aws-error.ts';
import type { Tag } from './tag.ts';

/** [R] */
const MOST = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Something that has tags: an application or a deployment group. */
export interface Taggable {
  tags: readonly Tag[];
}

/** Tags as something new is given them; without any it has none. Throws InvalidTagsToAddException (spec 7.4). */
export function checkedTags(tags: readonly Tag[] = []): readonly Tag[] {
  return withTags({ tags: [] }, tags);
}

/** TagResource: the tags once these are added; a key that is there gets the new value. Throws InvalidTagsToAddException. */
export function withTags(resource: Taggable, added: readonly Tag[]): Tag[] {
  for (const tag of added) checkTag(tag);
  if (new Set(added.map(({ Key }) => Key)).size < added.length) throw invalid('A tag key may be given only once'); // [D]
  const all = [...new Map([...resource.tags, ...added].map((tag) => [tag.Key, tag])).values()];
  if (all.length > MOST) throw invalid(`A resource can have at most ${MOST} tags`);
  return all;
}

/** UntagResource: the tags without these keys; a key that is not there is no error. */
export function withoutTags({ tags }: Taggable, keys: readonly string[]): Tag[] {
  return tags.filter(({ Key }) => !keys.includes(Key!));
}

function checkTag({ Key = '', Value = '' }: Tag): void {
  if (Key === '' || Key.length > LONGEST_KEY) throw invalid(`A tag key has 1 to ${LONGEST_KEY} characters`);
  if (Value.length > LONGEST_VALUE) throw invalid(`A tag value has at most ${LONGEST_VALUE} characters`);
  if (Key.toLowerCase().startsWith('aws:')) throw invalid(`Tag key '${Key}' starts with aws:, which is reserved`); // [R]
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidTagsToAddException', message);
}
