import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../world.ts';
import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../groups/log-group.ts';
import type { LogsContext } from '../logs-context.ts';
import { withoutTags, withTags } from './tags.ts';

const ARN = /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:(log-group|destination):[^:]+$/;

/** The operations on the tags of log groups, with those of old that name the group itself (spec 5.5). */
export function tagOperations({ groups }: LogsContext): Record<string, Operation> {
  /** Throws InvalidParameterException for what is no ARN, or one that ends with `:*`. */
  const taggable = (arn: string): LogGroup => {
    if (!ARN.test(arn)) throw invalidParameter(`'${arn}' is not the ARN of a log group or a destination.`);
    return groups.identified(arn);
  };
  return {
    ListTagsForResource: ({ resourceArn }) => ({ tags: taggable(resourceArn).tags }),
    TagResource: ({ resourceArn, tags }) => {
      const group = taggable(resourceArn);
      group.tags = withTags(group.tags, tags, (message) => {
        return new AwsError('TooManyTagsException', message, 400, { resourceName: resourceArn });
      });
      return undefined;
    },
    UntagResource: ({ resourceArn, tagKeys }) => {
      const group = taggable(resourceArn);
      group.tags = withoutTags(group.tags, tagKeys);
      return undefined;
    },
    ListTagsLogGroup: ({ logGroupName }) => ({ tags: groups.require(logGroupName).tags }),
    TagLogGroup: ({ logGroupName, tags }) => {
      const group = groups.require(logGroupName);
      group.tags = withTags(group.tags, tags, invalidParameter);
      return undefined;
    },
    UntagLogGroup: ({ logGroupName, tags }) => {
      const group = groups.require(logGroupName);
      group.tags = withoutTags(group.tags, tags);
      return undefined;
    },
  };
}
