import { AwsError } from '../aws-error.ts';

/** The items of a batch. Throws `required` for an empty one, and BatchLimitExceededException beyond the most that it may have. */
export function checkedBatch<T>(items: readonly T[], most: number, required: string): readonly T[] {
  if (items.length === 0) throw new AwsError(required, 'Nothing was asked for');
  if (items.length > most)
    throw new AwsError('BatchLimitExceededException', `At most ${most} can be asked for at once`);
  return items;
}
