import type { Operation } from '../../world.ts';
import { notFound } from '../errors.ts';
import type { LogsContext } from '../logs-context.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { siftBatch } from './put-log-events.ts';

/** The operations that write events and read them (spec 5.2 to 5.4). */
export function eventOperations({ world: { clock }, groups, intake }: LogsContext): Record<string, Operation> {
  return {
    PutLogEvents: ({ logGroupName, logStreamName, logEvents }) => {
      const { streams } = groups.require(logGroupName);
      const stream = streams.toWrite(logStreamName);
      if (!stream) throw notFound('log stream');
      const now = clock.now();
      const { accepted, rejected } = siftBatch(logEvents, now, streams.horizon(now));
      intake.take(logGroupName, stream, accepted);
      return { nextSequenceToken: intake.sequenceToken, rejectedLogEventsInfo: rejected };
    },
    GetLogEvents: (input) => {
      const group = groups.named(input);
      group.checkStandard('GetLogEvents', 'InvalidParameterException');
      return getLogEvents(group.name, group.stream(input.logStreamName, clock.now()), input, clock.now());
    },
    FilterLogEvents: (input) => {
      const group = groups.named(input);
      group.checkStandard('FilterLogEvents', 'InvalidParameterException');
      return filterLogEvents(group, input, clock.now());
    },
  };
}
