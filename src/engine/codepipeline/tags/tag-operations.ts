import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { type Taggable, withoutTags, withTags } from './tags.ts';

const NAME = '[A-Za-z0-9.@_-]{1,100}';
/** A pipeline has no word for its kind in its ARN; a custom action type has its id there (spec 1.7). */
const ARN = new RegExp(
  `^arn:aws[a-z-]*:codepipeline:[a-z0-9-]+:\\d{12}:(${NAME}|webhook:${NAME}|action[tT]ype:[^:]+)$`,
);

/** The operations on tags, on whatever has any (spec 2.13). */
export function tagOperations(find: (arn: string) => Taggable | undefined): Record<string, Operation> {
  return {
    ListTagsForResource: ({ resourceArn, nextToken }) => {
      const { tags } = findResource(find, resourceArn);
      // Everything comes in one page, so no token was ever given (spec 1.5).
      if (nextToken !== undefined) {
        throw new AwsError('InvalidNextTokenException', 'The next token was not given by this operation');
      }
      return { tags };
    },
    TagResource: ({ resourceArn, tags }) => {
      const resource = findResource(find, resourceArn);
      resource.tags = withTags(resource, tags);
      return {};
    },
    UntagResource: ({ resourceArn, tagKeys }) => {
      const resource = findResource(find, resourceArn);
      resource.tags = withoutTags(resource, tagKeys);
      return {};
    },
  };
}

/** Throws InvalidArnException, and ResourceNotFoundException also for what belongs to another account or region [D]. */
function findResource(find: (arn: string) => Taggable | undefined, arn: string): Taggable {
  if (!ARN.test(arn)) {
    throw new AwsError(
      'InvalidArnException',
      `'${arn}' is not the ARN of a pipeline, a webhook or a custom action type`,
    );
  }
  const resource = find(arn);
  if (!resource) throw new AwsError('ResourceNotFoundException', `There is no resource with the ARN '${arn}'`);
  return resource;
}
