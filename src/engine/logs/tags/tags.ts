import type { AwsError } from '../../aws-error.ts';
import { invalidParameter } from '../errors.ts';

/** Tags by key; of a log group they are a map, not a list (spec 5.5). */
export type Tags = Readonly<Record<string, string>>;

const MOST = 50;
const RESERVED = 'aws:';

/** Throws InvalidParameterException for a key that is reserved [R]. */
export function checkTags(tags: Tags): void {
  const reserved = Object.keys(tags).find((key) => key.toLowerCase().startsWith(RESERVED));
  if (reserved !== undefined) throw invalidParameter(`Tag key '${reserved}' starts with aws:, which is reserved.`);
}

/**
 * The tags of a group once others are added; a key that it has gets the new value [M]. Throws InvalidParameterException,
 * and where there are too many of them what `tooMany` makes.
 */
export function withTags(tags: Tags, added: Tags, tooMany: (message: string) => AwsError): Tags {
  checkTags(added);
  const all = { ...tags, ...added };
  if (Object.keys(all).length > MOST) throw tooMany(`A log group can have at most ${MOST} tags.`);
  return all;
}

/** The tags without these keys; a key that is not there is no error [D]. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
