import type { Operation } from '../../world.ts';
import type { LogsContext } from '../logs-context.ts';
import { describeLogStreams } from './describe-log-streams.ts';

/** The operations on log streams (spec 5.1, 5.5). */
export function streamOperations({ world: { clock }, groups }: LogsContext): Record<string, Operation> {
  return {
    CreateLogStream: ({ logGroupName, logStreamName }) => {
      groups.require(logGroupName).createStream(logStreamName, clock.now());
      return undefined;
    },
    DeleteLogStream: ({ logGroupName, logStreamName }) => {
      const group = groups.require(logGroupName);
      const { name } = group.stream(logStreamName, clock.now());
      // The protection of a group is one of all that is in it [M].
      group.checkDeletion();
      group.streams.delete(name);
      return undefined;
    },
    DescribeLogStreams: (input) => describeLogStreams(groups.named(input), input, clock.now()),
  };
}
