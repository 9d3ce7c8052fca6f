import type { Operation } from '../../world.ts';
import { invalidParameter } from '../errors.ts';
import type { LogsContext } from '../logs-context.ts';
import { checkTags } from '../tags/tags.ts';
import { describeLogGroups, listLogGroups } from './list-groups.ts';

const KEY_ARN = /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/;

/** The operations on log groups (spec 5.1, 5.5, 5.7). */
export function groupOperations({ world: { clock }, groups }: LogsContext): Record<string, Operation> {
  return {
    CreateLogGroup: ({ logGroupName, ...settings }) => {
      if (logGroupName.startsWith('aws/')) throw invalidParameter("Log groups starting with 'aws/' are reserved.");
      // Every key that an ARN can name is there [D].
      if (settings.kmsKeyId !== undefined && !KEY_ARN.test(settings.kmsKeyId)) {
        throw invalidParameter('The specified KMS key does not exist or is not allowed to be used.');
      }
      checkTags(settings.tags ?? {});
      groups.create(logGroupName, clock.now(), settings);
      return undefined;
    },
    DeleteLogGroup: ({ logGroupName }) => {
      groups.delete(groups.require(logGroupName));
      return undefined;
    },
    PutRetentionPolicy: ({ logGroupName, retentionInDays }) => {
      groups.require(logGroupName).keepFor(retentionInDays, clock.now());
      return undefined;
    },
    DeleteRetentionPolicy: ({ logGroupName }) => {
      groups.require(logGroupName).keepFor(undefined, clock.now());
      return undefined;
    },
    PutLogGroupDeletionProtection: ({ logGroupIdentifier, deletionProtectionEnabled }) => {
      groups.identified(logGroupIdentifier).isProtected = deletionProtectionEnabled;
      return undefined;
    },
    DescribeLogGroups: (input) => describeLogGroups(groups, input, clock.now()),
    ListLogGroups: (input) => listLogGroups(groups, input, clock.now()),
  };
}
