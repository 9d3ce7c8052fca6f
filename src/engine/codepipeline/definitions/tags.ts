import { AwsError } from '../../aws-error.ts';
import type { Tag } from './pipeline.ts';

const MOST = 50;

/** Throws InvalidTagsException or TooManyTagsException for tags that AWS refuses (spec 2.13). */
export function checkTags(tags: readonly Tag[], arn: string): void {
  const reserved = tags.find(({ key }) => key.toLowerCase().startsWith('aws:'));
  if (reserved) {
    throw new AwsError('InvalidTagsException', `Tag key '${reserved.key}' starts with aws:, which is reserved`); // [R]
  }
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    throw new AwsError('InvalidTagsException', 'A tag key may be given only once'); // [D]
  }
  if (tags.length > MOST) throw new AwsError('TooManyTagsException', `Tag limit exceeded for resource [${arn}].`);
}
