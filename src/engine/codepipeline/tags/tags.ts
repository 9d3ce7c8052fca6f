import { AwsError } from '../../aws-error.ts';

const MOST = 50;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Something that has tags: a pipeline, a webhook or a custom action type (spec 2.13). */
export interface Taggable {
  readonly arn: string;
  tags: readonly Tag[];
}

/** Throws InvalidTagsException or TooManyTagsException for tags that AWS refuses (spec 2.13). */
export function checkTags(tags: readonly Tag[], arn: string): void {
  checkKeys(tags.map(({ key }) => key));
  checkNumber(tags, arn);
}

/**
 * TagResource: the tags of a resource once these are added; a key that it has gets the new value (spec 2.13).
 * Throws InvalidTagsException and TooManyTagsException.
 */
export function withTags({ arn, tags }: Taggable, added: readonly Tag[]): Tag[] {
  checkKeys(added.map(({ key }) => key));
  const all = [...new Map([...tags, ...added].map((tag) => [tag.key, tag])).values()];
  checkNumber(all, arn);
  return all;
}

/** UntagResource: the tags without these keys; a key that is not there is no error. Throws InvalidTagsException. */
export function withoutTags({ tags }: Taggable, keys: readonly string[]): Tag[] {
  checkReserved(keys);
  return tags.filter(({ key }) => !keys.includes(key));
}

function checkKeys(keys: readonly string[]): void {
  checkReserved(keys);
  if (new Set(keys).size < keys.length) {
    throw new AwsError('InvalidTagsException', 'A tag key may be given only once'); // [D]
  }
}

function checkReserved(keys: readonly string[]): void {
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) {
    throw new AwsError('InvalidTagsException', `Tag key '${reserved}' starts with aws:, which is reserved`); // [R]
  }
}

function checkNumber(tags: readonly Tag[], arn: string): void {
  if (tags.length > MOST) throw new AwsError('TooManyTagsException', `Tag limit exceeded for resource [${arn}].`);
}
